package covey.node.runtime;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.google.common.net.HostAndPort;
import covey.node.modes.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warms up the JVM: moves one small share between nodes of this process, over loopback and with a
 * tracker of its own, so that the node's first real transfer runs on loaded and compiled code.
 *
 * <p>It runs beside the node, on a thread of its own, leaves nothing behind, and stops as soon as
 * the node has real work. A failure is only logged, because nothing depends on it.
 */
public final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
  private static final HostAndPort LOOPBACK = HostAndPort.fromParts("127.0.0.1", 0);

  /** 64 pieces: enough to run every block and message path a few hundred times. */
  private static final int FILE_BYTES = 4 << 20;

  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Path folder;
  private final BooleanSupplier idle;
  private final long longestNanos;

  WarmUp(Path folder, BooleanSupplier idle, long longestNanos) {
    this.folder = folder;
    this.idle = idle;
    this.longestNanos = longestNanos;
  }

  /**
   * Rehearses in the background.
   *
   * @param folder made, used and deleted, along with anything that a killed rehearsal left in it
   * @param idle whether the node still has no real work
   */
  public static void start(Path folder, BooleanSupplier idle) {
    WarmUp rehearsal = new WarmUp(folder, idle, LONGEST_NANOS);
    Thread.ofPlatform().daemon().name("covey-rehearsal").start(rehearsal::run);
  }

  /** Returns whether the share was moved: false if that failed, took too long, or was stopped. */
  boolean run() {
    try {
      delete();
      try {
        return play();
      } finally {
        delete();
      }
    } catch (IOException | NodeProblem e) {
      LOG.debug("no rehearsal: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  private void delete() throws IOException {
    if (Files.exists(folder)) {
      MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
  }

  private boolean play() throws IOException, NodeProblem, InterruptedException {
    byte[] bytes = new byte[FILE_BYTES];
    new SplittableRandom(1).nextBytes(bytes);
    Files.createDirectories(folder);
    Path file = Files.write(folder.resolve("file"), bytes);
    try (Node tracker = node("tracker", NodeSettings.Role.TRACKER, List.of());
        Node from = node("from", NodeSettings.Role.NODE, List.of(tracker.listen()));
        Node to = node("to", NodeSettings.Role.NODE, List.of(tracker.listen()))) {
      String link = from.add(file, null).link();
      String id = to.get(link, folder.resolve("got"), List.of(), false).id();
      long sinceNanos = System.nanoTime();
      while (idle.getAsBoolean() && System.nanoTime() - sinceNanos < longestNanos) {
        if (to.share(id).state().equals("seeding")) {
          return true;
        }
        Thread.sleep(5);
      }
      return false;
    }
  }

  private Node node(String name, NodeSettings.Role role, List<HostAndPort> trackers)
      throws IOException, NodeProblem {
    Path state = folder.resolve(name);
    return Node.start(
        new NodeSettings(
            role,
            LOOPBACK,
            DirectorySettings.of(Mode.TRACKER, trackers),
            state,
            state.resolve("dir"),
            Optional.empty(),
            NodeSettings.Limits.NONE));
  }
}
