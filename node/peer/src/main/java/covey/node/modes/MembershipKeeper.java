package covey.node.modes;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.RendezvousAnswer;
import covey.protocol.directory.RendezvousVerb;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import covey.tracker.cluster.DirectoryCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and changes a node's place in p2p, on its own thread.
 *
 * <p>An attached node asks for a seat every 10 s, and soon after its host died, since that seat is
 * free. A node with a granted seat stays attached until it sees, in one view, a member that it was
 * told about and no more members than allowed; only then does it become a member. When new members
 * join, enough attached nodes move to them to keep members evenly loaded. A surplus member becomes
 * an attached node. A node that finds no other node becomes the first member; if others are present
 * but slow, it waits.
 */
final class MembershipKeeper implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MembershipKeeper.class);

  // When nodes start together, one becomes the first member and the others wait for it.
  private static final Duration PATIENCE_OF_THE_FIRST = Duration.ofSeconds(1);
  private static final int PATIENCE_MILLIS = 3_000;
  // A node that attaches at the start, when there are few members, asks sooner to learn of new
  // ones.
  private static final int ASKS_SOON = 3;
  private static final int ASK_INTERVAL_MILLIS = 10_000;
  private static final int SOON_MILLIS = 2_000;
  private static final int VIEW_INTERVAL_MILLIS = 2_000;
  // Some other node is a member or will become one, even if the machine is slow.
  private static final Duration PATIENCE_WITH_OTHERS = Duration.ofSeconds(60);
  private static final int CROWDED_PAUSE_MILLIS = 1_000;
  private static final Duration ADRIFT = Duration.ofSeconds(2);
  // Measured from before the request, so it ends before the grant does (MembershipSlots.GRANT).
  private static final Duration JOIN_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);

  /** Answers name all members up to this number; beyond it, an unknown member need not be new. */
  private static final int MOST_HOSTS_TOLD = 200;

  private final PeerToPeerDirectory seat;
  private final LocalNode local;
  private final int mostMembers;
  private final PeerToPeerDirectory.Surroundings around;
  private final SeatSearch search;
  private final Thread thread = Thread.ofVirtual().name("seat-keeper").unstarted(this::run);
  private final Semaphore wakeups = new Semaphore(0);
  // Random, so that nodes that lost all members do not become members at the same time.
  private final Duration lonelyAfter = Duration.ofMillis(jittered(2 * PATIENCE_MILLIS));
  private volatile boolean closed;
  private volatile List<HostAndPort> learned = List.of();
  // The fields below are used by the keeper's thread only.
  private Set<HostAndPort> told = Set.of();
  private int surplusLooks;
  private int asks;

  MembershipKeeper(
      PeerToPeerDirectory seat,
      LocalNode local,
      int mostMembers,
      PeerToPeerDirectory.Surroundings around) {
    this.seat = seat;
    this.local = local;
    this.mostMembers = mostMembers;
    this.around = around;
    search = new SeatSearch(local);
  }

  void start() {
    thread.start();
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }

  private void run() {
    try {
      while (!closed && seat.cluster() == null && seat.attachment() == null) {
        findPlace();
      }
      while (!closed) {
        DirectoryCluster member = seat.cluster();
        DirectoryClient attached = seat.attachment();
        if (member != null) {
          pause(VIEW_INTERVAL_MILLIS);
          stepDownIfSurplus(member);
          meetOthersIfAlone(member);
        } else if (attached != null) {
          pause(jittered(asks++ < ASKS_SOON ? SOON_MILLIS : ASK_INTERVAL_MILLIS));
          askForSeat(attached);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private DirectoryClient attachment(List<HostAndPort> hosts) {
    return new DirectoryClient(
        EndpointList.members(hosts), local, ClientPolicy.members(), new OnHost());
  }

  private final class OnHost implements DirectoryClient.Listener {
    @Override
    public void connected() {
      around.reached();
      wakeups.release();
    }

    @Override
    public void dialBack(Message.DialBack wish) {
      around.dialBack(wish);
    }
  }

  private void findPlace() throws InterruptedException {
    long begun = System.nanoTime();
    Duration unknown = Duration.ofMillis(jittered(PATIENCE_MILLIS));
    while (!closed) {
      SeatSearch.Found found = search.ask(around.nodes());
      if (found instanceof SeatSearch.Found.Members members) {
        take(members);
        return;
      }
      if (System.nanoTime() - begun >= patience(found, unknown).toNanos()) {
        becomeFirst();
        return;
      }
      boolean crowded = found instanceof SeatSearch.Found.Crowded;
      Thread.sleep(crowded ? jittered(CROWDED_PAUSE_MILLIS) : POLL.toMillis());
    }
  }

  /**
   * Returns how long to wait for others before becoming the first member, given the search result.
   */
  private static Duration patience(SeatSearch.Found found, Duration unknown) {
    return switch (found) {
      case SeatSearch.Found.Nobody _ -> Duration.ZERO;
      case SeatSearch.Found.Crowded _ -> PATIENCE_WITH_OTHERS;
      case SeatSearch.Found.NoMember(SeatSearch.Turn turn) ->
          switch (turn) {
            case MINE -> PATIENCE_OF_THE_FIRST;
            case ANOTHERS -> PATIENCE_WITH_OTHERS;
            case UNKNOWN -> unknown;
          };
      case SeatSearch.Found.Members _ -> throw new IllegalStateException("nobody to wait for");
    };
  }

  /** Reports whether this node may become a member. A node that cannot be dialled may not. */
  private boolean mayBeMember(boolean granted, int members) {
    return granted && members < mostMembers && !local.listen().get().isEmpty();
  }

  /** Attaches first; becomes a member once it is in the others' view. */
  private void take(SeatSearch.Found.Members found) throws InterruptedException {
    seat.membersTold(found.members());
    told = Set.copyOf(found.hosts());
    asks = 0;
    seat.attach(attachment(found.hosts()));
    if (mayBeMember(found.granted(), found.members())) {
      promote(found.hosts(), found.askedNanos());
    }
  }

  private void becomeFirst() throws InterruptedException {
    try {
      joinFirst();
    } catch (IOException e) {
      LOG.error("{}", e.getMessage());
      seat.failed(String.valueOf(e.getMessage()));
      pause(SOON_MILLIS);
    }
  }

  /** Becomes a member without asking; throws IOException if it cannot listen. */
  void joinFirst() throws IOException {
    seat.becomeMember(join(List.of()));
  }

  /** Joins through the hosts that granted a seat and the nodes that are already known. */
  private DirectoryCluster join(List<HostAndPort> hosts) throws IOException {
    learned = List.of();
    return around.join(
        () -> {
          List<HostAndPort> nodes = new ArrayList<>(hosts);
          // Groups that formed separately find each other only through the nodes they know.
          nodes.addAll(around.nodes());
          nodes.addAll(learned);
          return nodes;
        });
  }

  /** If this member is alone and finds others, joins them, or attaches if they are full. */
  private void meetOthersIfAlone(DirectoryCluster member) {
    if (member.members() > 1
        || !(search.ask(around.nodes()) instanceof SeatSearch.Found.Members found)) {
      return;
    }
    boolean attachedHere = local.listen().get().stream().anyMatch(found.hosts()::contains);
    if (found.granted() || found.members() < 2 || attachedHere) {
      learned = found.hosts();
    } else {
      stepDown(found.hosts(), found.members());
    }
  }

  private void askForSeat(DirectoryClient attached) throws InterruptedException {
    try {
      long askedNanos = System.nanoTime();
      if (attached.adrift().compareTo(ADRIFT) > 0) {
        searchAgain(attached);
      } else if (attached.ask(new RendezvousVerb.TakeSeat(local.id()))
          instanceof RendezvousAnswer.Seated seated) {
        heard(attached, seated, askedNanos);
      }
    } catch (DirectoryException e) {
      LOG.debug("no seat: {}", e.getMessage());
      searchAgain(attached);
    }
  }

  private void heard(DirectoryClient attached, RendezvousAnswer.Seated seated, long askedNanos)
      throws InterruptedException {
    if (mayBeMember(seated.granted(), seated.members())) {
      promote(seated.hosts(), askedNanos);
      return;
    }
    int before = seat.members();
    seat.membersTold(seated.members());
    Set<HostAndPort> known = new LinkedHashSet<>(seated.hosts());
    List<HostAndPort> fresh = known.stream().filter(host -> !told.contains(host)).toList();
    known.addAll(attached.endpoints());
    attached.renew(known);
    if (seated.members() * 2 <= before) {
      // The host is cut off from most members, or they are dead; another host may know more.
      known.removeIf(host -> attached.host().filter(host::equals).isPresent());
      moveToOneOf(attached, List.copyOf(known));
    } else if (!fresh.isEmpty()
        && seated.members() <= MOST_HOSTS_TOLD
        && ThreadLocalRandom.current().nextInt(seated.hosts().size()) < fresh.size()
        && !moveToOneOf(attached, fresh)) {
      // The new members still count as new, so the next answer leads to another try.
      return;
    }
    told = Set.copyOf(seated.hosts());
  }

  private static boolean moveToOneOf(DirectoryClient attached, List<HostAndPort> hosts) {
    return !hosts.isEmpty()
        && attached.moveTo(hosts.get(ThreadLocalRandom.current().nextInt(hosts.size())));
  }

  /** Asks other nodes for members because no host answers. */
  private void searchAgain(DirectoryClient attached) throws InterruptedException {
    do {
      List<HostAndPort> nodes = new ArrayList<>(around.nodes());
      nodes.addAll(attached.endpoints());
      SeatSearch.Found answer = search.ask(nodes);
      if (answer instanceof SeatSearch.Found.Members found) {
        if (mayBeMember(found.granted(), found.members())) {
          promote(found.hosts(), found.askedNanos());
          return;
        }
        Set<HostAndPort> known = new LinkedHashSet<>(found.hosts());
        known.addAll(attached.endpoints());
        attached.renew(known);
      } else if (attached.adrift().compareTo(loneliness(answer)) > 0) {
        LOG.info("no member answers: becoming one");
        becomeFirst();
        return;
      }
      Thread.sleep(POLL.multipliedBy(5));
    } while (!closed && attached.host().isEmpty());
  }

  private Duration loneliness(SeatSearch.Found found) {
    Duration patience = patience(found, lonelyAfter);
    return patience.compareTo(lonelyAfter) > 0 ? patience : lonelyAfter;
  }

  /**
   * Becomes a member if it reaches one of {@code hosts} before the grant ends and there is room;
   * otherwise stays attached.
   */
  private void promote(List<HostAndPort> hosts, long askedNanos) throws InterruptedException {
    DirectoryCluster made;
    try {
      made = join(hosts);
    } catch (IOException e) {
      LOG.error("cannot take a seat among the members: {}", e.getMessage());
      return;
    }
    boolean joined = false;
    try {
      joined = reachesOneOf(hosts, made, askedNanos + JOIN_TIMEOUT.toNanos());
    } finally {
      if (!joined) {
        made.leave();
      }
    }
    if (joined) {
      LOG.info("now one of {} members", made.members());
      seat.becomeMember(made);
      told = Set.of();
    } else {
      LOG.info("stays attached: no seat was left, or joining took longer than {}", JOIN_TIMEOUT);
    }
  }

  /**
   * Waits for a view that contains one of {@code hosts}; a view of newcomers only does not count.
   */
  private boolean reachesOneOf(List<HostAndPort> hosts, DirectoryCluster made, long endNanos)
      throws InterruptedException {
    while (System.nanoTime() - endNanos < 0) {
      List<HostAndPort> others = made.hosts();
      boolean reached = others.isEmpty() || others.stream().anyMatch(hosts::contains);
      if (made.members() > 1 && reached) {
        return made.members() <= mostMembers;
      }
      Thread.sleep(POLL);
    }
    return false;
  }

  private void stepDownIfSurplus(DirectoryCluster member) {
    // Checked twice, since the view may be about to change.
    surplusLooks = member.isSurplus() ? surplusLooks + 1 : 0;
    if (surplusLooks < 2) {
      return;
    }
    surplusLooks = 0;
    stepDown(member.hosts(), member.members());
  }

  private void stepDown(List<HostAndPort> hosts, int members) {
    seat.membersTold(members);
    DirectoryClient made = attachment(hosts);
    try {
      made.reach();
    } catch (IOException e) {
      LOG.warn("too many members, but cannot attach to another: {}", e.getMessage());
      made.close();
      return;
    }
    LOG.info("enough members: attached to {}", made.host());
    told = Set.copyOf(hosts);
    asks = 0;
    seat.attach(made);
  }

  private void pause(long millis) throws InterruptedException {
    if (wakeups.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
      wakeups.drainPermits();
      // The view changes about a second after a member dies.
      Thread.sleep(jittered(SOON_MILLIS));
    }
  }

  /** Returns a random time between half and one and a half times {@code millis}. */
  private static long jittered(int millis) {
    return (long) millis / 2 + ThreadLocalRandom.current().nextInt(millis + 1);
  }
}
