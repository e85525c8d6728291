package covey.tracker.cluster;

import com.google.common.net.HostAndPort;
import covey.protocol.content.ShareId;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.OrderVerb;
import covey.protocol.directory.RendezvousVerb;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.Tap;
import covey.protocol.wire.WireLimits;
import covey.tracker.registry.DirectoryHost;
import covey.tracker.registry.Registry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jgroups.Address;

/**
 * A member of a JGroups view whose members host the directory together.
 *
 * <p>Answers from the start, alone, while it connects on its own thread. After joining the others,
 * it announces its shares to their owners. When a member dies or hangs, a lookup asks the next
 * owner after at most half a second. In a partition, each side works on its own. A member announces
 * its own shares, and those of nodes attached to it, again to new owners. Thread-safe.
 */
public final class DirectoryCluster implements DirectoryHost {
  private static final int ADDRESSES_TOLD = 20;
  // How long a member that has just started waits to join before it answers that it knows nothing.
  private static final Duration JOIN_PATIENCE = Duration.ofMillis(1_500);

  private final MemberChannel channel;
  private final PendingCalls calls;
  private final Registry registry;
  private final Membership view;
  private final MemberQueries questions;
  private final Announcements announcements;
  private final AnnouncementSender announcer;
  private final QuestionHandler answering;
  private final ClusterOrders orders;
  private final MemberRecords fellows;
  private final ClusterKind kind;
  private final DirectoryHost local;
  private final Departures departures;
  private final MembershipSlots seats;
  private final ClusterRendezvous meetings;
  private final NodeId own;
  private final DirectoryAnswer.Announced announced;

  private DirectoryCluster(ClusterSettings settings) throws IOException {
    InstantSource clock = InstantSource.system();
    own = settings.node();
    kind = settings.role().kind();
    registry = new Registry(clock, settings.registry());
    registry.reachedAt(settings.role().here());
    announcements =
        new Announcements(
            own, clock, settings.registry().lifetime(), settings.registry().mostProviders());
    channel = new MemberChannel(settings, new FromMembers());
    calls = new PendingCalls(channel);
    view = new Membership(channel.self(), kind.owners());
    questions = new MemberQueries(view, calls, registry, settings.observers().tap());
    local = settings.local();
    departures = new Departures(channel::isClosed);
    seats =
        new MembershipSlots(
            view,
            questions::ask,
            settings.role().mostMembers(),
            new MembershipSlots.ViewState(
                () -> departures.count(view.now()), channel::isConnected, this::memberAddresses),
            System::nanoTime);
    answering =
        new QuestionHandler(
            channel,
            calls,
            registry,
            this::answerMember,
            w -> announcements.remove(w.node(), w.shares()));
    orders = new ClusterOrders(view, questions, local);
    meetings = new ClusterRendezvous(view, questions, local);
    fellows = new MemberRecords(settings, view, questions, registry);
    announcer =
        new AnnouncementSender(
            announcements, view::now, questions::ask, settings.registry().interval());
    announced =
        new DirectoryAnswer.Announced(
            settings.registry().interval(), settings.registry().lifetime());
  }

  /**
   * Starts a member and returns without waiting for others. Throws IOException with a message for
   * the user if it cannot listen.
   */
  public static DirectoryCluster start(ClusterSettings settings) throws IOException {
    DirectoryCluster cluster = new DirectoryCluster(settings);
    cluster.channel.start();
    cluster.announcer.start();
    cluster.orders.start();
    cluster.fellows.start();
    return cluster;
  }

  /** Returns the number of members, including this one; 1 while alone. */
  public int members() {
    return view.now().members().size();
  }

  /**
   * Returns JGroups addresses that can be used to join, this member's first, at most 20; empty
   * until connected.
   */
  public List<HostAndPort> memberAddresses() {
    List<Member> others = new ArrayList<>(view.now().members());
    others.remove(view.self());
    Collections.shuffle(others);
    others.addFirst(view.self());
    return channel.addresses(others.subList(0, Math.min(others.size(), ADDRESSES_TOLD)));
  }

  /** Sets the deployment's origin, which runs at this member; all answers mark it. */
  public void origin(NodeRecord node) {
    registry.origin(node);
  }

  @Override
  public DirectoryAnswer ask(DirectoryVerb verb) {
    return switch (verb) {
      case DirectoryVerb.Announce announce -> announce(announce);
      case DirectoryVerb.Withdraw withdraw -> withdraw(withdraw);
      case DirectoryVerb.Lookup lookup -> lookup(lookup);
      case DirectoryVerb.Search search -> questions.search(search);
      case DirectoryVerb.Describe _ -> described();
      case OrderVerb order -> orders.answer(order);
      case RendezvousVerb.TakeSeat seat when kind == ClusterKind.MEMBERS -> seats.take(seat);
      case RendezvousVerb meeting -> meetings.answer(meeting);
    };
  }

  /** Withdraws this node's shares, leaves the cluster and stops, within about two seconds. */
  @Override
  public void close() {
    announcer.close();
    withdraw(new DirectoryVerb.Withdraw(own, List.of()));
    leave();
  }

  /** Reports whether there are too many members and this one must step down. */
  public boolean isSurplus() {
    return seats.isSurplus();
  }

  /** Merges with the cluster of which these are JGroups addresses; does not wait for it. */
  public void meet(List<HostAndPort> addresses) {
    channel.joinBy(addresses);
  }

  /** Returns where the other members accept connections, in any order; at most 200. */
  public List<HostAndPort> hosts() {
    return seats.hosts(own);
  }

  /**
   * Leaves the cluster like {@link #close}, but withdraws nothing, since this node continues in
   * another mode.
   */
  public void leave() {
    announcer.close();
    orders.close();
    fellows.close();
    departures.end();
    channel.close();
  }

  /** Returns the channel, for tests. */
  MemberChannel channel() {
    return channel;
  }

  private DirectoryAnswer described() {
    return questions.describe(kind.host(), memberAddresses(), fellows.hosts());
  }

  private DirectoryAnswer lookup(DirectoryVerb.Lookup lookup) {
    if (!channel.isConnected() && !questions.isKnownHere(lookup)) {
      try {
        channel.awaitConnected(JOIN_PATIENCE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return questions.lookup(lookup);
  }

  private DirectoryAnswer answerMember(DirectoryVerb verb) {
    return verb instanceof RendezvousVerb.TakeSeat seat ? seats.decide(seat) : local.ask(verb);
  }

  private DirectoryAnswer announce(DirectoryVerb.Announce announce) {
    List<Announcements.Announced> kept = announcements.put(announce.node(), announce.shares());
    if (kept.size() < announce.shares().size()) {
      return new DirectoryAnswer.Failed(
          DirectoryAnswer.FailureCode.BUSY, "this member holds too many shares already");
    }
    boolean all = announcer.send(announcements.due(announce.node(), kept, view.now()));
    if (!all) {
      announcer.wake();
    }
    return announcements.known(kept)
        ? announced
        : new DirectoryAnswer.Failed(
            DirectoryAnswer.FailureCode.BUSY, "no owner took the announcement, it is tried again");
  }

  private DirectoryAnswer withdraw(DirectoryVerb.Withdraw withdraw) {
    announcements.remove(withdraw.node(), withdraw.shares());
    List<ShareId> shares = withdraw.shares();
    // Sent to all members, since a former owner may still have the record and be asked for it.
    for (int i = 0; i == 0 || i < shares.size(); i += WireLimits.ANNOUNCED_SHARES) {
      int end = Math.min(shares.size(), i + WireLimits.ANNOUNCED_SHARES);
      questions.askAll(new DirectoryVerb.Withdraw(withdraw.node(), shares.subList(i, end)));
    }
    return new DirectoryAnswer.Withdrawn();
  }

  /** Receives the channel's events. */
  private final class FromMembers implements MemberChannel.Listener {
    @Override
    public void viewChanged(List<Member> members, boolean merged) {
      Tap tap = channel.tap();
      if (tap != null && members.size() != members()) {
        tap.noted("members: " + members.size());
      }
      OwnerSelection before = view.now();
      view.change(members);
      departures.changed(before, view.now());
      seats.viewChanged(merged);
      calls.retain(view.now());
      announcements.retain(view.now());
      announcer.wake();
      fellows.wake();
    }

    @Override
    public void received(Address from, byte[] bytes, int offset, int length) {
      answering.received(from, bytes, offset, length);
    }
  }
}
