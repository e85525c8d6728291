package covey.tests.crowd;

import com.google.common.net.HostAndPort;
import covey.node.modes.PeerToPeerDirectory;
import covey.protocol.content.ShareId;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.OrderVerb;
import covey.protocol.directory.ShareRecord;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.DirectoryCodec;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import covey.tracker.cluster.ClusterKind;
import covey.tracker.cluster.ClusterSettings;
import covey.tracker.cluster.DirectoryCluster;
import covey.tracker.cluster.MemberFaults;
import covey.tracker.orders.OrderBook;
import covey.tracker.registry.RegistrySettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The directory part of a node: it listens, has a place in p2p, announces one share of its own
 * every 30 s and after each change of host, and reports the orders it follows.
 */
final class CrowdNode implements AutoCloseable {
  private static final Duration FOLLOW_INTERVAL = Duration.ofMillis(1_500);
  private static final Duration ANNOUNCE_INTERVAL = Duration.ofSeconds(30);
  private static final CountDownLatch NOT_FROZEN = new CountDownLatch(0);

  private final NodeId id;
  private final ShareRecord share;
  private final DirectoryTraffic traffic;
  private final CrowdListener server;
  private final PeerToPeerDirectory seat;
  private final OrderBook orders =
      new OrderBook(InstantSource.system(), Optional.empty(), order -> {});
  private final Semaphore toAnnounce = new Semaphore(1);
  private volatile @Nullable DirectoryCluster cluster;
  private volatile @Nullable PeerToPeerDirectory host;
  private volatile @Nullable HostAndPort listen;
  private volatile CountDownLatch frozen = NOT_FROZEN;
  private volatile boolean announced;
  private volatile boolean dead;

  /** Starts a node that joins through the nodes in {@code join}. */
  CrowdNode(int number, int mostMembers, List<HostAndPort> join, DirectoryTraffic traffic)
      throws IOException {
    this.traffic = traffic;
    id = NodeId.of(bytes(NodeId.LENGTH, number));
    share = new ShareRecord(ShareId.of(bytes(ShareId.LENGTH, number)), "of " + number, 1, true);
    LocalNode local = new LocalNode(id, "", "crowd", this::addresses);
    server = new CrowdListener(HostAndPort.fromParts("127.0.0.1", 0), local, this::answerStranger);
    listen = server.address();
    seat = PeerToPeerDirectory.open(local, mostMembers, new Around(local, mostMembers, join));
    host = seat;
    Thread.ofVirtual().name("crowd-" + number).start(this::run);
  }

  HostAndPort address() {
    return server.address();
  }

  NodeId id() {
    return id;
  }

  PeerToPeerDirectory seat() {
    return seat;
  }

  ShareRecord share() {
    return share;
  }

  /** Reports whether the node has a place and the directory knows its share. */
  boolean isIn() {
    return announced;
  }

  boolean isMember() {
    return seat.isMember() && !dead;
  }

  boolean isAlive() {
    return !dead;
  }

  /** Returns the number of nodes connected to this one. */
  int connections() {
    return server.connections();
  }

  /** Reports whether a lookup of the other node's share finds that node. */
  boolean finds(CrowdNode other) {
    try {
      return seat.lookup(other.share.id(), 10, id).providers().stream()
          .anyMatch(provider -> provider.node().id().equals(other.id));
    } catch (DirectoryException e) {
      return false;
    }
  }

  /** Closes all sockets without sending Goodbye. */
  void kill() throws IOException {
    dead = true;
    DirectoryCluster member = cluster;
    if (member != null) {
      MemberFaults.kill(member);
    }
    server.close();
  }

  /** Stops answering but keeps the sockets open. */
  void freeze() {
    dead = true;
    frozen = new CountDownLatch(1);
    DirectoryCluster member = cluster;
    if (member != null) {
      MemberFaults.freeze(member);
    }
  }

  @Override
  public void close() throws IOException {
    dead = true;
    frozen.countDown();
    toAnnounce.release();
    server.close();
    seat.close();
  }

  private List<HostAndPort> addresses() {
    HostAndPort bound = listen;
    return bound == null ? List.of() : List.of(bound);
  }

  private DirectoryAnswer answerStranger(DirectoryVerb verb) {
    try {
      frozen.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    PeerToPeerDirectory place = host;
    DirectoryAnswer answer =
        place != null && place.answers(verb) ? place.answer(verb) : answerAlone(verb);
    traffic.answered(
        DirectoryCodec.encodeRequest(1, verb).length, DirectoryCodec.encodeReply(1, answer).length);
    return answer;
  }

  private DirectoryAnswer answerAlone(DirectoryVerb verb) {
    return verb instanceof OrderVerb order
        ? orders.answer(order)
        : new DirectoryAnswer.Failed(
            DirectoryAnswer.FailureCode.NOT_ALLOWED, "this node hosts no directory");
  }

  private void run() {
    NodeRecord record = new NodeRecord(id, addresses(), "crowd");
    long nextNanos = System.nanoTime();
    try {
      while (!dead) {
        boolean due = toAnnounce.tryAcquire(FOLLOW_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        if (due || System.nanoTime() - nextNanos > 0) {
          toAnnounce.drainPermits();
          nextNanos = System.nanoTime() + announce(record).toNanos();
        }
        follow(record);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration announce(NodeRecord record) {
    try {
      seat.announce(record, List.of(share));
      announced = true;
      return ANNOUNCE_INTERVAL;
    } catch (DirectoryException e) {
      return Duration.ofSeconds(1);
    }
  }

  private void follow(NodeRecord record) {
    try {
      seat.follow(new OrderVerb.Follow(record, "p2p", 0, Optional.empty()));
    } catch (DirectoryException e) {
      // Retried shortly.
      return;
    }
  }

  private static byte[] bytes(int length, int number) {
    // Rendezvous hashing uses the first eight bytes.
    return ByteBuffer.allocate(length).putLong(number * 0x9E3779B97F4A7C15L).putInt(number).array();
  }

  private final class Around implements PeerToPeerDirectory.Surroundings {
    private final LocalNode local;
    private final int mostMembers;
    private final List<HostAndPort> join;

    Around(LocalNode local, int mostMembers, List<HostAndPort> join) {
      this.local = local;
      this.mostMembers = mostMembers;
      this.join = join;
    }

    @Override
    public List<HostAndPort> nodes() {
      return join;
    }

    @Override
    public DirectoryCluster join(Supplier<List<HostAndPort>> members) throws IOException {
      DirectoryCluster made =
          DirectoryCluster.start(
              new ClusterSettings(
                  local.id(),
                  new ClusterSettings.Transport("127.0.0.1", 0, "", members, Optional.empty()),
                  new ClusterSettings.Role(ClusterKind.MEMBERS, addresses(), mostMembers),
                  RegistrySettings.defaults(),
                  CrowdNode.this::answerAlone,
                  new ClusterSettings.Observers(local.overhead(), null)));
      cluster = made;
      return made;
    }

    @Override
    public void reached() {
      toAnnounce.release();
    }

    @Override
    public void dialBack(Message.DialBack wish) {
      // No node here has content to fetch.
    }
  }
}
