package covey.tracker.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import covey.protocol.content.ShareId;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.OrderVerb;
import covey.protocol.directory.ShareRecord;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.Overhead;
import covey.tracker.orders.OrderBook;
import covey.tracker.registry.DirectoryHost;
import covey.tracker.registry.RegistrySettings;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jgroups.protocols.DISCARD;
import org.jgroups.protocols.TP;
import org.jgroups.stack.ProtocolStack;

/** Members of one cluster on loopback, which are closed together. */
final class TestMembers implements AutoCloseable {
  private final Random random = new Random(7);
  private final List<DirectoryCluster> started = new ArrayList<>();
  private final Map<DirectoryCluster, Overhead> overheads = new IdentityHashMap<>();
  private int mostMembers = 64;

  /** Starts a member that joins through the addresses from {@code join}. */
  DirectoryCluster start(Supplier<List<HostAndPort>> join) throws IOException {
    return start(join, Optional.empty());
  }

  DirectoryCluster start(Supplier<List<HostAndPort>> join, Optional<HostAndPort> multicast)
      throws IOException {
    return start(join, multicast, ClusterKind.MEMBERS);
  }

  /** Starts a tracker that joins through the addresses from {@code join}. */
  DirectoryCluster startTracker(Supplier<List<HostAndPort>> join) throws IOException {
    return start(join, Optional.empty(), ClusterKind.TRACKERS);
  }

  private DirectoryCluster start(
      Supplier<List<HostAndPort>> join, Optional<HostAndPort> multicast, ClusterKind kind)
      throws IOException {
    NodeId id = nodeId();
    Overhead overhead = new Overhead();
    DirectoryCluster member =
        DirectoryCluster.start(
            new ClusterSettings(
                id,
                new ClusterSettings.Transport("127.0.0.1", 0, "test", join, multicast),
                new ClusterSettings.Role(
                    kind,
                    List.of(HostAndPort.fromParts("127.0.0.1", 10_000 + started.size())),
                    mostMembers),
                RegistrySettings.defaults(),
                local(),
                new ClusterSettings.Observers(overhead, null)));
    started.add(member);
    overheads.put(member, overhead);
    return member;
  }

  /** Returns the overhead of a member so far. */
  Overhead overhead(DirectoryCluster member) {
    return Objects.requireNonNull(overheads.get(member));
  }

  /** Limits the number of members from now on. */
  TestMembers mostMembers(int most) {
    mostMembers = most;
    return this;
  }

  /**
   * Starts {@code count} members, each joining through the previous one, and waits for one view.
   */
  List<DirectoryCluster> startTogether(int count) throws Exception {
    List<DirectoryCluster> members = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<HostAndPort> join = i == 0 ? List.of() : members.getLast().memberAddresses();
      members.add(start(() -> join.subList(0, Math.min(1, join.size()))));
      assertThat(members.getLast().channel().awaitConnected(Duration.ofSeconds(10))).isTrue();
    }
    await(() -> members.stream().allMatch(member -> member.members() == count));
    return members;
  }

  private static DirectoryHost local() {
    OrderBook orders = new OrderBook(InstantSource.system(), Optional.empty(), order -> {});
    return verb ->
        verb instanceof OrderVerb order
            ? orders.answer(order)
            : new DirectoryAnswer.Failed(DirectoryAnswer.FailureCode.NOT_ALLOWED, "not here");
  }

  NodeId nodeId() {
    return NodeId.of(bytes());
  }

  ShareRecord share(String name) {
    return new ShareRecord(ShareId.of(bytes()), name, 1_000, true);
  }

  NodeRecord node(NodeId id) {
    return new NodeRecord(id, List.of(HostAndPort.fromParts("127.0.0.1", 7_410)), "test");
  }

  /** Drops all traffic of a member but keeps its sockets open, like a frozen process. */
  static void freeze(DirectoryCluster member) throws Exception {
    stack(member)
        .insertProtocol(new DISCARD().discardAll(true), ProtocolStack.Position.ABOVE, TP.class);
  }

  /** Drops all traffic between the two sides, in both directions. */
  static void cut(List<DirectoryCluster> left, List<DirectoryCluster> right) throws Exception {
    ignore(left, right);
    ignore(right, left);
  }

  private static void ignore(List<DirectoryCluster> side, List<DirectoryCluster> others)
      throws Exception {
    for (DirectoryCluster member : side) {
      DISCARD discard = new DISCARD();
      for (DirectoryCluster other : others) {
        discard.addIgnoreMember(other.channel().self().address());
      }
      stack(member).insertProtocol(discard, ProtocolStack.Position.ABOVE, TP.class);
    }
  }

  /** Ends the partition. */
  static void mend(List<DirectoryCluster> members) {
    members.forEach(member -> stack(member).removeProtocol(DISCARD.class));
  }

  /** Closes all sockets without sending Goodbye, like a killed process. */
  static void kill(DirectoryCluster member) throws Exception {
    freeze(member);
    TP transport = stack(member).getTransport();
    transport.getClass().getMethod("clearConnections", boolean.class).invoke(transport, false);
    transport.stop();
  }

  private static ProtocolStack stack(DirectoryCluster member) {
    return member.channel().stack().orElseThrow().channel().getProtocolStack();
  }

  static boolean knows(DirectoryCluster member, ShareRecord share, NodeId provider)
      throws Exception {
    DirectoryAnswer.LookedUp found = member.lookup(share.id(), 10, NodeId.of(new byte[32]));
    return found.share().isPresent()
        && found.providers().stream().anyMatch(p -> p.node().id().equals(provider));
  }

  /** Waits until the condition holds, for at most two minutes. */
  static void await(Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("waited for two minutes").isLessThan(end);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  @Override
  public void close() {
    Stream<DirectoryCluster> all = started.stream();
    all.parallel().forEach(DirectoryCluster::close);
  }

  private byte[] bytes() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }
}
