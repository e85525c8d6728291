package covey.node.compare;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import covey.node.process.ProcessGroup;
import covey.node.runtime.NodeProblem;
import covey.node.trace.Recording;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Makes all runs of a comparison, one after the other.
 *
 * <p>Used by one thread; {@link #close} may come from another at any time: it leaves no process and
 * no folder behind. What was measured until then can still be read.
 */
public final class Comparison implements AutoCloseable {
  private static final int WARM_UP_BYTES = 4 << 20;
  private static final int CHUNK = 1 << 20;

  private final ComparisonSettings settings;
  private final Watcher watcher;
  private final Views views;
  private final Path home;
  private final Places places;
  private final ProcessGroup processes = new ProcessGroup();
  private final List<RunResult> runs = new CopyOnWriteArrayList<>();
  private volatile long sizeBytes;
  private volatile boolean complete;
  private volatile @Nullable Site current;

  /** Is told how a comparison gets on. */
  public interface Watcher {
    /** A run is so far. */
    void progress(String run, long haveBytes, long allBytes);

    /** A run is over. */
    void done(RunResult result);
  }

  /**
   * Everything happens below {@code home}, an empty folder, which is deleted in the end.
   * IOException with one line for people if the nodes cannot run where they are to.
   */
  public Comparison(ComparisonSettings settings, Path home, Watcher watcher) throws IOException {
    this.settings = settings;
    views = new Views(settings);
    this.home = home;
    this.watcher = watcher;
    places =
        settings.where() == Where.NETNS
            ? Namespaces.make(placesNeeded(settings), settings.links().latencySeconds())
            : Places.loopback();
  }

  private static int placesNeeded(ComparisonSettings settings) {
    int nodes = settings.mostNodes();
    int others = settings.failures().stream().mapToInt(each -> each.others(nodes)).max().orElse(0);
    return Starter.FIRST_NODE + nodes + others;
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
    Path warmUp = randomFile(home.resolve("warm-up"), WARM_UP_BYTES);
    for (String mode : settings.modes()) {
      try (Site site = open(mode, mode, warmUp, Optional.empty())) {
        for (int nodes : settings.nodes()) {
          for (int repeat = 1; repeat <= settings.repeats(); repeat++) {
            measure(site, new Run.Which(nodes, repeat, Optional.empty()));
          }
        }
      }
    }
    int number = 0;
    for (Failure failure : settings.failures()) {
      for (String mode : settings.modes()) {
        String name = mode + "-" + ++number;
        try (Site site = open(mode, name, warmUp, Optional.of(failure))) {
          measure(site, new Run.Which(settings.mostNodes(), 1, Optional.of(failure)));
        }
      }
    }
    complete = true;
  }

  private Site open(String mode, String name, Path warmUp, Optional<Failure> failure)
      throws IOException, NodeProblem, InterruptedException {
    int nodes = settings.mostNodes();
    watcher.progress(mode + ": starting " + nodes + " nodes", 0, 1);
    Site site =
        Site.open(
            new Ground(settings, home.resolve(name), places, processes, warmUp),
            mode,
            nodes,
            failure);
    current = site;
    sizeBytes = site.share().sizeBytes();
    return site;
  }

  private void measure(Site site, Run.Which which)
      throws IOException, NodeProblem, InterruptedException {
    String failure = which.failure().map(each -> " " + each.text()).orElse("");
    String name = site.mode() + ", " + which.nodes() + " nodes" + failure;
    Run run =
        new Run(site, which, settings.links(), (have, all) -> watcher.progress(name, have, all));
    RunResult result = views.record(site, which, run::measure);
    runs.add(result);
    watcher.done(result);
    if (which.failure().isEmpty()) {
      site.forget();
    }
  }

  /** Ends every process and removes the folder, whatever is going on. Idempotent. */
  @Override
  public void close() throws IOException {
    processes.close();
    Site last = current;
    if (last != null) {
      last.close();
    }
    places.close();
    delete(home);
  }
}
