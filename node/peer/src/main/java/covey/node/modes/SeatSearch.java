package covey.node.modes;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.RendezvousAnswer;
import covey.protocol.directory.RendezvousVerb;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.HandshakeException;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.MalformedFrameException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Asks nodes for a seat among the members, or where the members are. Thread-safe. */
final class SeatSearch {
  // Remembered nodes may all be down, and each may be slow to fail.
  private static final int MOST_ASKED = 16;
  private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(3);
  // A timeout that fires later than this says nothing about the other side: this machine is too
  // busy.
  private static final Duration LATE = Duration.ofMillis(300);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration PATIENCE = DIAL_TIMEOUT.plus(ANSWER_TIMEOUT).plusSeconds(1);
  private static final Duration LATECOMERS = Duration.ofMillis(200);

  private final LocalNode local;

  SeatSearch(LocalNode local) {
    this.local = local;
  }

  /** The result of a search. */
  sealed interface Found {
    /** No process listens on any address. */
    record Nobody() implements Found {}

    /** Nodes exist but are too busy to accept connections. */
    record Crowded() implements Found {}

    /**
     * Nodes exist but none of them knows a member; they may have just started.
     *
     * @param turn which node becomes the first member
     */
    record NoMember(Turn turn) implements Found {}

    /**
     * The members, and whether this node may become one.
     *
     * @param hosts the addresses where they accept connections, in the order to try them; the node
     *     that answered comes last
     * @param joinAddresses JGroups addresses by which to join them, or to merge with them
     * @param askedNanos the time just before they were asked, as in System.nanoTime
     */
    record Members(
        boolean granted,
        int members,
        List<HostAndPort> hosts,
        List<HostAndPort> joinAddresses,
        long askedNanos)
        implements Found {
      static Members of(RendezvousAnswer.Seated seated, long askedNanos) {
        return new Members(
            seated.granted(), seated.members(), seated.hosts(), seated.joinAddresses(), askedNanos);
      }
    }
  }

  /**
   * The choice of the first member. Among nodes that search and find only each other, it is the one
   * with the smallest id.
   */
  enum Turn {
    /** All nodes that answered have greater ids. */
    MINE,
    /** A node with a smaller id is searching too, and is about to become a member. */
    ANOTHERS,
    /** Some nodes are silent, or do not search and have smaller ids. */
    UNKNOWN
  }

  /** One node's reply. */
  sealed interface Reply {
    /** No process listens there. */
    record Absent() implements Reply {}

    /** A node exists but rejects the connection as busy or does not answer in time. */
    record Crowded() implements Reply {}

    /** The node does not answer and may not exist. */
    record Silent() implements Reply {}

    /** The node knows no member; {@code searching} means that it is looking for members itself. */
    record NoMember(NodeId node, boolean searching) implements Reply {}

    /** The node knows members. */
    record Members(Found.Members found) implements Reply {}
  }

  /**
   * Asks all nodes at once and returns the answers that name members as one: the nodes may know
   * different groups. Waits for 0.2 s after the first of them, and at most about 6 s for any.
   */
  Found ask(Collection<HostAndPort> nodes) {
    List<HostAndPort> asked = new ArrayList<>(new LinkedHashSet<>(nodes));
    if (asked.size() > MOST_ASKED) {
      Collections.shuffle(asked);
      asked = asked.subList(0, MOST_ASKED);
    }
    BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
    for (HostAndPort node : asked) {
      Thread.ofVirtual().name("seat-search").start(() -> replies.add(ask(node)));
    }
    List<Reply> heard = new ArrayList<>();
    List<Found.Members> members = new ArrayList<>();
    try {
      long endNanos = System.nanoTime() + PATIENCE.toNanos();
      while (heard.size() + members.size() < asked.size()) {
        Reply reply = replies.poll(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (reply == null) {
          heard.add(new Reply.Silent());
          break;
        }
        if (reply instanceof Reply.Members(Found.Members found)) {
          members.add(found);
          endNanos = Math.min(endNanos, System.nanoTime() + LATECOMERS.toNanos());
        } else {
          heard.add(reply);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return members.isEmpty() ? withoutMembers(heard, local.id()) : together(members);
  }

  /** Returns answers as one: the first that grants a seat decides where to attach. */
  static Found.Members together(List<Found.Members> answers) {
    List<Found.Members> grantsFirst = new ArrayList<>(answers);
    grantsFirst.sort(Comparator.comparing(answer -> !answer.granted()));
    Found.Members first = grantsFirst.getFirst();
    Set<HostAndPort> hosts = new LinkedHashSet<>();
    Set<HostAndPort> addresses = new LinkedHashSet<>();
    for (Found.Members answer : grantsFirst) {
      hosts.addAll(answer.hosts());
      addresses.addAll(answer.joinAddresses());
    }
    return new Found.Members(
        first.granted(),
        first.members(),
        List.copyOf(hosts),
        List.copyOf(addresses),
        first.askedNanos());
  }

  /** Summarizes replies that name no members, from the perspective of node {@code self}. */
  static Found withoutMembers(List<Reply> heard, NodeId self) {
    if (heard.stream().anyMatch(Reply.Crowded.class::isInstance)) {
      return new Found.Crowded();
    }
    if (heard.stream().allMatch(Reply.Absent.class::isInstance)) {
      return new Found.Nobody();
    }
    boolean mine = true;
    for (Reply reply : heard) {
      if (reply instanceof Reply.NoMember(NodeId node, boolean searching)) {
        boolean before = Arrays.compareUnsigned(node.toByteArray(), self.toByteArray()) < 0;
        if (before && searching) {
          return new Found.NoMember(Turn.ANOTHERS);
        }
        mine &= !before;
      } else {
        mine &= reply instanceof Reply.Absent;
      }
    }
    return new Found.NoMember(mine ? Turn.MINE : Turn.UNKNOWN);
  }

  private Reply ask(HostAndPort node) {
    long askedNanos = System.nanoTime();
    TrackerLink link;
    try {
      link = TrackerLink.open(node, DIAL_TIMEOUT, local, ANSWER_TIMEOUT, wish -> {});
    } catch (IOException e) {
      Reply reply = unreached(e);
      boolean late = System.nanoTime() - askedNanos > DIAL_TIMEOUT.plus(LATE).toNanos();
      return late && reply instanceof Reply.Silent ? new Reply.Crowded() : reply;
    }
    try {
      return switch (link.ask(new RendezvousVerb.TakeSeat(local.id()))) {
        case RendezvousAnswer.Seated seated when seated.members() > 0 ->
            new Reply.Members(members(seated, node, askedNanos));
        case DirectoryAnswer.Failed failed ->
            new Reply.NoMember(link.node(), failed.code() == DirectoryAnswer.FailureCode.BUSY);
        default -> new Reply.NoMember(link.node(), false);
      };
    } catch (IOException e) {
      return new Reply.Crowded();
    } finally {
      link.close();
    }
  }

  /** Puts the node that answered last; the others may be unreachable from here. */
  private static Found.Members members(
      RendezvousAnswer.Seated seated, HostAndPort from, long askedNanos) {
    Set<HostAndPort> hosts = new LinkedHashSet<>(seated.hosts());
    hosts.remove(from);
    hosts.add(from);
    return new Found.Members(
        seated.granted(), seated.members(), List.copyOf(hosts), seated.joinAddresses(), askedNanos);
  }

  /**
   * Returns the reply for a failed connection. A node that accepts a connection and then closes it
   * or stays silent is overloaded.
   */
  static Reply unreached(IOException problem) {
    if (problem instanceof HandshakeException refused) {
      boolean full = refused.problem() == HandshakeException.Problem.BUSY;
      return full ? new Reply.Crowded() : new Reply.Absent();
    }
    return switch (problem.getCause()) {
      case ConnectException _,
          NoRouteToHostException _,
          UnknownHostException _,
          MalformedFrameException _ ->
          new Reply.Absent();
      case ClosedChannelException _ -> new Reply.Silent();
      case IOException _ -> new Reply.Crowded();
      case null, default -> new Reply.Absent();
    };
  }
}
