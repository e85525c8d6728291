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
 * Keeps {@link RememberedPeers} up to date, in a thread of its own, with the peers that this node
 * is connected to and those that the directory names.
 */
final class PeerAddressCollector implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(2);
  // Asking the directory and writing the file cost more than looking at one's own connections.
  private static final int RARELY = 5;

  private final NodeContext node;
  private final RememberedPeers remembered;
  private final Connections connections;
  private final DirectoryHosting hosting;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Watches once {@link #start} is called. */
  PeerAddressCollector(
      NodeContext node,
      RememberedPeers remembered,
      Connections connections,
      DirectoryHosting hosting) {
    this.node = node;
    this.remembered = remembered;
    this.connections = connections;
    this.hosting = hosting;
  }

  void start() {
    Thread.ofVirtual().name("covey-acquaintances").start(this::run);
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
    var deployment = askDirectory ? hosting.describeCluster() : Optional.<Described>empty();
    deployment.ifPresent(described -> met.addAll(described.hosts()));
    // A tracker only needs to find the other trackers.
    if (!node.isTracker()) {
      deployment.ifPresent(described -> met.addAll(described.nodes()));
      connections.all().forEach(c -> met.addAll(c.record().listen()));
    }
    // A node does not join by itself.
    met.removeAll(node.addresses().announced());
    remembered.note(met);
  }

  /** Stops watching and writes the file. */
  @Override
  public void close() {
    closed.countDown();
    remembered.save();
  }
}
