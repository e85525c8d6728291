package covey.node.modes;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.MeetingAnswer;
import covey.protocol.directory.MeetingVerb;
import covey.protocol.wire.HandshakeException;
import covey.protocol.wire.LocalNode;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Asks nodes, whether members or not, for a seat among the members. Thread-safe. */
final class SeatSearch {
  // Those who were known once may all be down, and each may take its time.
  private static final int MOST_ASKED = 16;
  private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

  private final LocalNode local;

  SeatSearch(LocalNode local) {
    this.local = local;
  }

  /** What came of it. */
  sealed interface Found {
    /** Nobody is there. */
    record Nobody() implements Found {}

    /** Nodes are there that take no connections just now: many others ask them. */
    record Crowded() implements Found {}

    /** Nodes answered, none of which knows a member: they may have just started. */
    record NoMember() implements Found {}

    /**
     * Members, and whether this node may become one of them.
     *
     * @param hosts where they accept connections, in the order to try them
     */
    record Members(boolean granted, int members, List<HostAndPort> hosts) implements Found {}
  }

  /** Asks them all at once; the first good answer counts. Blocks at most some 3 s. */
  Found ask(Collection<HostAndPort> nodes) {
    List<HostAndPort> asked = new ArrayList<>(new LinkedHashSet<>(nodes));
    if (asked.size() > MOST_ASKED) {
      Collections.shuffle(asked);
      asked = asked.subList(0, MOST_ASKED);
    }
    BlockingQueue<Found> replies = new LinkedBlockingQueue<>();
    for (HostAndPort node : asked) {
      Thread.ofVirtual().name("seat-search").start(() -> replies.add(ask(node)));
    }
    Found best = new Found.Nobody();
    try {
      for (int heard = 0; heard < asked.size(); heard++) {
        Found found = take(replies);
        if (found instanceof Found.Members) {
          return found;
        }
        best = found instanceof Found.Nobody || best instanceof Found.Crowded ? best : found;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return best;
  }

  private static Found take(BlockingQueue<Found> replies) throws InterruptedException {
    Found found =
        replies.poll(
            DIAL_TIMEOUT.plus(ANSWER_TIMEOUT).plusSeconds(1).toMillis(), TimeUnit.MILLISECONDS);
    return found == null ? new Found.Nobody() : found;
  }

  /** Whoever was reached is the last resort: the others' addresses may not be reachable here. */
  private static Found members(MeetingAnswer.Seated seated, HostAndPort from) {
    Set<HostAndPort> hosts = new LinkedHashSet<>(seated.hosts());
    hosts.remove(from);
    hosts.add(from);
    return new Found.Members(seated.granted(), seated.members(), List.copyOf(hosts));
  }

  private Found ask(HostAndPort node) {
    TrackerLink link;
    try {
      link = TrackerLink.open(node, DIAL_TIMEOUT, local, ANSWER_TIMEOUT, wish -> {});
    } catch (IOException e) {
      return unreached(e);
    }
    try {
      return link.ask(new MeetingVerb.TakeSeat(local.id())) instanceof MeetingAnswer.Seated seated
              && seated.members() > 0
          ? members(seated, node)
          : new Found.NoMember();
    } catch (IOException e) {
      return new Found.Crowded();
    } finally {
      link.close();
    }
  }

  /** One that closes the connection unheard has too many of them; one that is silent may be off. */
  private static Found unreached(IOException problem) {
    if (problem instanceof HandshakeException refused) {
      boolean full = refused.problem() == HandshakeException.Problem.BUSY;
      return full ? new Found.Crowded() : new Found.Nobody();
    }
    return switch (problem.getCause()) {
      case ConnectException _, NoRouteToHostException _ -> new Found.Nobody();
      case EOFException _, SocketException _ -> new Found.Crowded();
      case ClosedChannelException _ -> new Found.NoMember();
      case null, default -> new Found.Nobody();
    };
  }
}
