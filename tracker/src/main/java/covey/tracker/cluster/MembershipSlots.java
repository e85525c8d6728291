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

/**
 * Who may become a member, and to whom the others attach: members talk each to each, so that there
 * may be no more than some dozens.
 *
 * <p>The view's coordinator decides, whichever member is asked. It counts the members, the seats it
 * granted that are not taken yet, and the members that left the view but may come back ({@link
 * Departures}). In a partition that lasts longer than that, both sides fill their seats; when they
 * merge, the members that are last in the view step down ({@link #isSurplus}). Thread-safe.
 */
final class MembershipSlots {
  /**
   * A granted seat counts as taken for this long. A node gives up joining earlier, and counts from
   * before it asked, so a node that is still joining always holds a counted seat.
   */
  static final Duration GRANT = Duration.ofSeconds(75);

  /** A node that asks again after this time has not joined, and gives the seat back. */
  static final Duration REPEAT = Duration.ofSeconds(5);

  private static final int HOSTS_TOLD = 200;

  /**
   * What the view alone does not say.
   *
   * @param departed the number of members that left the view but may come back
   * @param connected whether this member takes part in a view, if only its own
   */
  record ViewState(IntSupplier departed, BooleanSupplier connected) {}

  private final Membership view;
  private final AnnouncementSender.Asking asking;
  private final int mostMembers;
  private final ViewState state;
  private final LongSupplier nanoTime;
  // When each was granted, oldest first; guarded by this.
  private final Map<NodeId, Long> granted = new LinkedHashMap<>();

  /**
   * Starts with no seat granted.
   *
   * @param nanoTime a clock as System.nanoTime
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

  /** Answers a node that asked this member. */
  DirectoryAnswer take(RendezvousVerb.TakeSeat verb) {
    if (!state.connected.getAsBoolean()) {
      // The members it is joining may have no seat left. Nodes can attach here meanwhile.
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
    granted
        .entrySet()
        .removeIf(
            grant ->
                nanos - grant.getValue() > GRANT.toNanos()
                    || (!grant.getKey().equals(node) && isMember(now, grant.getKey())));
    if (isMember(now, node)) {
      return seated(true, node);
    }
    Long before = granted.remove(node);
    boolean grants =
        before == null
            ? now.members().size() + state.departed.getAsInt() + granted.size() < mostMembers
            : nanos - before <= REPEAT.toNanos();
    if (grants) {
      granted.put(node, nanos);
    }
    return seated(grants, node);
  }

  /** Reports whether this member is surplus: if there are too many, those that joined last are. */
  boolean isSurplus() {
    return view.now().members().indexOf(view.self()) >= mostMembers;
  }

  /**
   * Returns where members other than {@code except} accept connections, in any order; at most 200.
   */
  List<HostAndPort> hosts(NodeId except) {
    List<HostAndPort> hosts = new ArrayList<>();
    List<Member> members = view.now().members();
    // The others will step down.
    for (Member member : members.subList(0, Math.min(members.size(), mostMembers))) {
      if (!member.node().equals(except)) {
        member.here().ifPresent(hosts::add);
      }
    }
    Collections.shuffle(hosts);
    return List.copyOf(hosts.subList(0, Math.min(hosts.size(), HOSTS_TOLD)));
  }

  private RendezvousAnswer.Seated seated(boolean grants, NodeId node) {
    return new RendezvousAnswer.Seated(grants, view.now().members().size(), hosts(node));
  }

  private static boolean isMember(OwnerSelection placement, NodeId node) {
    return placement.members().stream().anyMatch(member -> member.node().equals(node));
  }
}
