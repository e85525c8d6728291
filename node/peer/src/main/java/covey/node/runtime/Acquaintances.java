package covey.node.runtime;

import com.google.common.net.HostAndPort;
import covey.node.transfer.Connections;
import covey.protocol.directory.DirectoryAnswer.Described;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps {@link RememberedPeers} up to date, in a thread of its own: with whom this node is
 * connected, and whom the directory names.
 */
final class Acquaintances implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  // Asking the directory, and writing, are dearer than looking at one's own connections.
  private static final int RARELY = 5;

  private final RememberedPeers remembered;
  private final Connections connections;
  private final DirectoryChoice directory;
  private final CountDownLatch closed = new CountDownLatch(1);

  private Acquaintances(
      RememberedPeers remembered, Connections connections, DirectoryChoice directory) {
    this.remembered = remembered;
    this.connections = connections;
    this.directory = directory;
  }

  static Acquaintances watch(
      RememberedPeers remembered, Connections connections, DirectoryChoice directory) {
    Acquaintances watching = new Acquaintances(remembered, connections, directory);
    Thread.ofVirtual().name("covey-acquaintances").start(watching::run);
    return watching;
  }

  private void run() {
    try {
      for (int round = 0; !closed.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS); round++) {
        look(round % RARELY == 0);
        if (round % RARELY == 0) {
          remembered.save();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(boolean askDirectory) {
    List<HostAndPort> met = new ArrayList<>();
    var deployment = askDirectory ? directory.describeCluster() : Optional.<Described>empty();
    deployment.ifPresent(described -> met.addAll(described.hosts()));
    // A tracker needs to find the other trackers only.
    if (!directory.isTracker()) {
      deployment.ifPresent(described -> met.addAll(described.nodes()));
      connections.all().forEach(c -> met.addAll(c.record().listen()));
    }
    // Asking oneself whom to join helps nobody.
    met.removeAll(directory.announced());
    remembered.note(met);
  }

  /** Remembers whom this node knows now. */
  @Override
  public void close() {
    closed.countDown();
    remembered.save();
  }
}
