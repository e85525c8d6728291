package covey.node.compare;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import covey.node.runtime.NodeProblem;
import covey.node.trace.Recording;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Makes all runs of a comparison, one after the other.
 *
 * <p>Used by one thread; {@link #close} may come from another at any time: it leaves no process and
 * no folder behind. What was measured until then can still be read.
 */
public final class Comparison implements AutoCloseable {
  private static final int CHUNK = 1 << 20;

  private final ComparisonSettings settings;
  private final Watcher watcher;
  private final RunTraces views;
  private final Path home;
  private final TestbedProvider testbeds;
  private final List<RunResult> runs = new CopyOnWriteArrayList<>();
  private final List<UpdateResult> updates = new CopyOnWriteArrayList<>();
  private final List<SkippedMode> skipped = new CopyOnWriteArrayList<>();
  private volatile long sizeBytes;
  private volatile boolean complete;

  /** Is told how a comparison gets on. */
  public interface Watcher {
    /** A run is so far. */
    void progress(String run, long haveBytes, long allBytes);

    /** A run is over. */
    void done(RunResult result);

    /** An update is everywhere, or got nowhere any more. */
    void updated(UpdateResult result);

    /** A mode cannot be had. */
    void skipped(SkippedMode mode);
  }

  /**
   * With nodes that it starts. Everything happens below {@code home}, an empty folder, which is
   * deleted in the end. IOException with one line for people if the nodes cannot run where they are
   * to.
   */
  public Comparison(ComparisonSettings settings, Path home, Watcher watcher) throws IOException {
    this(settings, home, watcher, new LocalTestbeds(settings, home));
  }

  private Comparison(
      ComparisonSettings settings, Path home, Watcher watcher, TestbedProvider testbeds) {
    this.settings = settings;
    views = new RunTraces(settings);
    this.home = home;
    this.watcher = watcher;
    this.testbeds = testbeds;
  }

  /** With nodes that run already; {@code home} is deleted in the end all the same. */
  public static Comparison with(
      Fleet fleet, ComparisonSettings settings, Path home, Watcher watcher) {
    fleet.begin(settings);
    return new Comparison(settings, home, watcher, fleet);
  }

  /** Random bytes to share, so many, in a file of that name. */
  public static Path randomFile(Path file, long sizeBytes) throws IOException {
    Random random = new Random(sizeBytes);
    byte[] chunk = new byte[CHUNK];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = sizeBytes; left > 0; left -= CHUNK) {
        random.nextBytes(chunk);
        out.write(chunk, 0, (int) Math.min(CHUNK, left));
      }
    }
    return file;
  }

  /** Removes such a folder with all in it; does nothing if it is gone. */
  public static void delete(Path home) throws IOException {
    if (Files.exists(home)) {
      MoreFiles.deleteRecursively(home, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  /** What was measured so far. */
  public List<RunResult> runs() {
    return List.copyOf(runs);
  }

  /** What was said in some of them, by names that are fit for files. */
  public Map<String, Recording> recordings() {
    return views.recordings();
  }

  /** What updates took so far. */
  public List<UpdateResult> updates() {
    return List.copyOf(updates);
  }

  /** Modes in which nothing was measured. */
  public List<SkippedMode> skipped() {
    return List.copyOf(skipped);
  }

  /** On what all ran, in words. */
  public String machine() {
    return testbeds.machine();
  }

  /** Whether all runs were made. */
  public boolean isComplete() {
    return complete;
  }

  /** Of what is fetched; 0 before the first run. */
  public long sizeBytes() {
    return sizeBytes;
  }

  /** Makes them all; the exceptions' messages are one line for people. */
  public void run() throws IOException, NodeProblem, InterruptedException {
    List<String> possible = new ArrayList<>();
    for (String mode : settings.modes()) {
      Optional<String> lack = testbeds.enter(mode);
      if (lack.isPresent()) {
        SkippedMode one = new SkippedMode(mode, lack.get());
        skipped.add(one);
        watcher.skipped(one);
      } else {
        possible.add(mode);
        plain(mode);
      }
    }
    for (int number = 0; number < settings.failures().size(); number++) {
      for (String mode : possible) {
        fail(mode, number);
      }
    }
    complete = true;
  }

  private void plain(String mode) throws IOException, NodeProblem, InterruptedException {
    try (Testbed testbed = open(mode, mode, Optional.empty())) {
      for (int nodes : settings.nodes()) {
        for (int repeat = 1; repeat <= settings.repeats(); repeat++) {
          measure(testbed, new Run.Which(nodes, repeat, Optional.empty()));
        }
      }
      if (settings.changedPart().isPresent()) {
        update(testbed, settings.changedPart().get());
      }
    }
  }

  private void update(Testbed testbed, double part)
      throws IOException, NodeProblem, InterruptedException {
    String name = testbed.mode() + ", update";
    watcher.progress(name + ": version 1 to all", 0, 1);
    Path shared = settings.shared();
    // Whatever lies in our own folder was made only to be shared.
    boolean made = shared.startsWith(home);
    Path parent = home.resolve(testbed.mode()).resolve("update");
    ChangingFolder folder =
        made ? ChangingFolder.made(parent, sizeBytes) : ChangingFolder.copied(shared, parent);
    UpdateRun update =
        UpdateRun.begin(
            testbed, folder, settings.links(), (have, all) -> watcher.progress(name, have, all));
    for (int repeat = 1; repeat <= settings.repeats(); repeat++) {
      UpdateResult result = update.measure(part, repeat);
      updates.add(result);
      watcher.updated(result);
    }
  }

  private void fail(String mode, int number) throws IOException, NodeProblem, InterruptedException {
    Optional<Failure> failure = Optional.of(settings.failures().get(number));
    Optional<String> lack = testbeds.enter(mode);
    if (lack.isPresent()) {
      throw new IOException(mode + " was possible, and is not any more: " + lack.get());
    }
    try (Testbed testbed = open(mode, mode + "-" + (number + 1), failure)) {
      measure(testbed, new Run.Which(settings.mostNodes(), 1, failure));
    }
  }

  private Testbed open(String mode, String name, Optional<Failure> failure)
      throws IOException, NodeProblem, InterruptedException {
    watcher.progress(mode + ": making " + settings.mostNodes() + " nodes ready", 0, 1);
    Testbed testbed = testbeds.open(mode, name, failure);
    sizeBytes = testbed.share().sizeBytes();
    return testbed;
  }

  private void measure(Testbed testbed, Run.Which which)
      throws IOException, NodeProblem, InterruptedException {
    String failure = which.failure().map(each -> " " + each.text()).orElse("");
    String name = testbed.mode() + ", " + which.nodes() + " nodes" + failure;
    Run run =
        new Run(testbed, which, settings.links(), (have, all) -> watcher.progress(name, have, all));
    RunResult result = views.record(testbed, which, run::measure);
    runs.add(result);
    watcher.done(result);
    if (which.failure().isEmpty()) {
      testbed.forget();
    }
  }

  /** A signal has come: closing must not take long. */
  public void hurry() {
    testbeds.hurry();
  }

  /**
   * Ends every process and removes the folder, or leaves nodes that ran before as they were,
   * whatever is going on. Idempotent.
   */
  @Override
  public void close() throws IOException {
    try {
      testbeds.close();
    } finally {
      delete(home);
    }
  }
}
