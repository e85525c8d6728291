package covey.tracker.cluster;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.RendezvousAnswer;
import covey.protocol.directory.RendezvousVerb;
import covey.protocol.identity.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which nodes become members; the others attach to members. Every member talks to every
 * other, so a cluster is limited to a few dozen members.
 *
 * <p>The view's coordinator decides, no matter which member is asked. It counts the members, the
 * granted seats that are not yet taken, and the members that left the view but may come back
 * ({@link Departures}). In a longer partition, both sides fill their seats; when they merge, the
 * last members in the view step down ({@link #isSurplus}). Thread-safe.
 */
final class MembershipSlots {
  /**
   * How long a granted seat counts as taken. A node gives up joining before this time has passed,
   * measured from before it asked, so a node that is still joining always holds a counted seat.
   */
  static final Duration GRANT = Duration.ofSeconds(75);

  /** A node that asks again after this time has failed to join and gives its seat back. */
  static final Duration REPEAT = Duration.ofSeconds(5);

  /**
   * How long a new coordinator grants no seats. It does not know which seats its predecessor
   * granted; nodes that got one are in the view by then.
   */
  static final Duration HANDOVER = Duration.ofSeconds(10);

  private static final int HOSTS_TOLD = 200;
  private static final int ADDRESSES_WITHOUT_GRANT = 3;

  /**
   * What the view alone does not say.
   *
   * @param departed the number of members that left the view but may come back
   * @param connected whether this member takes part in a view, if only its own
   * @param joinAddresses JGroups addresses by which to join the view
   */
  record ViewState(
      IntSupplier departed, BooleanSupplier connected, Supplier<List<HostAndPort>> joinAddresses) {}

  private final Membership view;
  private final AnnouncementSender.Asking asking;
  private final int mostMembers;
  private final ViewState state;
  private final LongSupplier nanoTime;
  // The time each seat was granted, oldest first; guarded by this.
  private final Map<NodeId, Long> granted = new LinkedHashMap<>();
  // The fields below are guarded by this.
  private boolean coordinated = true;
  private @Nullable Long handoverNanos;

  /**
   * Creates an instance with no seats granted.
   *
   * @param nanoTime a clock like System.nanoTime
   */
  MembershipSlots(
      Membership view,
      AnnouncementSender.Asking asking,
      int mostMembers,
      ViewState state,
      LongSupplier nanoTime) {
    this.view = view;
    this.asking = asking;
    this.mostMembers = mostMembers;
    this.state = state;
    this.nanoTime = nanoTime;
  }

  /** Answers a node that asked this member for a seat. */
  DirectoryAnswer take(RendezvousVerb.TakeSeat verb) {
    if (!state.connected.getAsBoolean()) {
      // The cluster it is joining may be full. Nodes can attach here in the meantime.
      return seated(false, verb.node());
    }
    OwnerSelection now = view.now();
    if (now.members().size() >= mostMembers && !isMember(now, verb.node())) {
      return seated(false, verb.node());
    }
    Member coordinator = now.members().getFirst();
    if (coordinator.equals(view.self())) {
      return decide(verb);
    }
    boolean grants =
        asking
            .ask(coordinator, verb)
            .handle((answer, failure) -> Optional.<DirectoryAnswer>ofNullable(answer))
            .join()
            .filter(answer -> answer instanceof RendezvousAnswer.Seated seated && seated.granted())
            .isPresent();
    return seated(grants, verb.node());
  }

  /** Answers as the coordinator; grants nothing if this member is not the coordinator. */
  synchronized DirectoryAnswer decide(RendezvousVerb.TakeSeat verb) {
    OwnerSelection now = view.now();
    NodeId node = verb.node();
    if (!now.members().getFirst().equals(view.self())) {
      return seated(false, node);
    }
    long nanos = nanoTime.getAsLong();
    granted.values().removeIf(grantedNanos -> nanos - grantedNanos > GRANT.toNanos());
    if (isMember(now, node)) {
      return seated(true, node);
    }
    Long before = granted.remove(node);
    boolean grants = before == null ? hasFreeSeat(nanos) : nanos - before <= REPEAT.toNanos();
    if (grants) {
      granted.put(node, nanos);
    }
    return seated(grants, node);
  }

  private boolean hasFreeSeat(long nanos) {
    if (handoverNanos != null && nanos - handoverNanos < HANDOVER.toNanos()) {
      return false;
    }
    return view.now().members().size() + state.departed.getAsInt() + granted.size() < mostMembers;
  }

  /**
   * Forgets the grants of nodes that are members now. They may leave before anyone asks for a seat
   * again, and would then count as still joining.
   *
   * @param merged whether several groups became one
   */
  synchronized void viewChanged(boolean merged) {
    OwnerSelection now = view.now();
    granted.keySet().removeIf(node -> isMember(now, node));
    boolean coordinates = now.members().getFirst().equals(view.self());
    if (coordinates && (merged || !coordinated)) {
      handoverNanos = nanoTime.getAsLong();
    }
    coordinated = coordinates;
  }

  /** Reports whether this member is surplus: beyond the limit, the members that joined last are. */
  boolean isSurplus() {
    return view.now().members().indexOf(view.self()) >= mostMembers;
  }

  /**
   * Returns where members other than {@code except} accept connections, in any order; at most 200.
   */
  List<HostAndPort> hosts(NodeId except) {
    List<HostAndPort> hosts = new ArrayList<>();
    List<Member> members = view.now().members();
    // Members beyond the limit will step down.
    for (Member member : members.subList(0, Math.min(members.size(), mostMembers))) {
      if (!member.node().equals(except)) {
        member.here().ifPresent(hosts::add);
      }
    }
    Collections.shuffle(hosts);
    return List.copyOf(hosts.subList(0, Math.min(hosts.size(), HOSTS_TOLD)));
  }

  private RendezvousAnswer.Seated seated(boolean grants, NodeId node) {
    int members = view.now().members().size();
    List<HostAndPort> addresses = state.joinAddresses.get();
    int told = grants ? addresses.size() : Math.min(ADDRESSES_WITHOUT_GRANT, addresses.size());
    return new RendezvousAnswer.Seated(grants, members, hosts(node), addresses.subList(0, told));
  }

  private static boolean isMember(OwnerSelection placement, NodeId node) {
    return placement.members().stream().anyMatch(member -> member.node().equals(node));
  }
}
