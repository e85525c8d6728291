package covey.node.compare;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import covey.node.runtime.NodeProblem;
import covey.node.trace.Trace;
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
 * Makes the runs of a comparison, one after the other.
 *
 * <p>Used by one thread; {@link #close} may be called by another at any time and leaves no process
 * and no folder behind. The results so far can still be read afterwards.
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

  /** Observes the progress of a comparison. */
  public interface Watcher {
    /** A run has made progress. */
    void progress(String run, long haveBytes, long allBytes);

    /** A run has ended. */
    void done(RunResult result);

    /** An update has ended. */
    void updated(UpdateResult result);

    /** A mode is skipped because it is not possible. */
    void skipped(SkippedMode mode);
  }

  /**
   * Compares modes with nodes that the comparison starts itself, in {@code home}, an empty folder
   * that is deleted in the end. Throws an IOException with a one-line message if the nodes cannot
   * run there.
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

  /**
   * Compares modes with nodes that are already running; {@code home} is deleted in the end as well.
   */
  public static Comparison with(
      Fleet fleet, ComparisonSettings settings, Path home, Watcher watcher) {
    fleet.begin(settings);
    return new Comparison(settings, home, watcher, fleet);
  }

  /** Writes {@code sizeBytes} random bytes to a file. */
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

  /** Deletes a folder and its contents; does nothing if it does not exist. */
  public static void delete(Path home) throws IOException {
    if (Files.exists(home)) {
      MoreFiles.deleteRecursively(home, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  /** The runs measured so far. */
  public List<RunResult> runs() {
    return List.copyOf(runs);
  }

  /** The recordings of some runs so far, by names suitable for files. */
  public Map<String, Trace> recordings() {
    return views.recordings();
  }

  /** The updates measured so far. */
  public List<UpdateResult> updates() {
    return List.copyOf(updates);
  }

  /** The modes in which nothing was measured. */
  public List<SkippedMode> skipped() {
    return List.copyOf(skipped);
  }

  /** The machine on which everything ran, in words. */
  public String machine() {
    return testbeds.machine();
  }

  /** Reports whether all runs were made. */
  public boolean isComplete() {
    return complete;
  }

  /** The size of the share; 0 before the first run. */
  public long sizeBytes() {
    return sizeBytes;
  }

  /** Makes all runs; the messages of the exceptions are one line. */
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
    watcher.progress(name + ": distributing version 1", 0, 1);
    Path shared = settings.shared();
    // A file in the comparison's own folder exists only to be shared.
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
      throw new IOException(mode + " is no longer possible: " + lack.get());
    }
    try (Testbed testbed = open(mode, mode + "-" + (number + 1), failure)) {
      measure(testbed, new Run.Which(settings.mostNodes(), 1, failure));
    }
  }

  private Testbed open(String mode, String name, Optional<Failure> failure)
      throws IOException, NodeProblem, InterruptedException {
    watcher.progress(mode + ": starting " + settings.mostNodes() + " nodes", 0, 1);
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
    RunResult result = views.record(testbed, which, run);
    runs.add(result);
    watcher.done(result);
    if (which.failure().isEmpty()) {
      testbed.forget();
    }
  }

  /** Makes {@link #close} return quickly, after a signal. */
  public void hurry() {
    testbeds.hurry();
  }

  /**
   * Ends every process and deletes the folder, or restores nodes that were already running, at any
   * time. Idempotent.
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
