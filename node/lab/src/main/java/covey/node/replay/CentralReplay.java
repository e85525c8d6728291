package covey.node.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * All downloads from one server, which shares its uplink equally among the present nodes, up to the
 * downlink of each. While the server or the node is away, the download pauses. The server has a
 * share from the moment at which any node first had it. The result is exact: between two events
 * every rate is constant.
 */
final class CentralReplay {
  /** Remaining bytes that are due to rounding. */
  private static final double NOTHING_BYTES = 1e-3;

  private final double upBytesPerSecond;
  private final List<Client> clients = new ArrayList<>();

  /** Creates a replay with the server's uplink, more than 0. */
  CentralReplay(double upBytesPerSecond) {
    this.upBytesPerSecond = upBytesPerSecond;
  }

  /** A download and its progress. */
  private static final class Client {
    final Participation part;
    final double downBytesPerSecond;
    final List<TimeInterval> served;
    double leftBytes;
    double firstLeftBytes;
    double rate;
    int next;
    DownloadTimes times = DownloadTimes.NONE;

    Client(Participation part, ShareHistory share, long down, List<TimeInterval> served) {
      this.part = part;
      this.served = served;
      downBytesPerSecond = down > 0 ? down : Double.POSITIVE_INFINITY;
      leftBytes = Math.max(0, share.sizeBytes() - part.heldBytes());
      firstLeftBytes = Math.min(leftBytes, share.pieceBytes());
    }

    boolean isServed(double now) {
      while (next < served.size() && served.get(next).to() <= now) {
        next++;
      }
      return next < served.size() && served.get(next).from() <= now && leftBytes > NOTHING_BYTES;
    }
  }

  /** Adds the downloads of a share, from a server that is away at times. */
  void add(ShareHistory share, LinkAssumptions links, List<TimeInterval> serverAway) {
    TimeInterval shared = new TimeInterval(share.availableAt(), TimeInterval.NEVER);
    List<TimeInterval> available =
        share.availableAt() == TimeInterval.NEVER ? List.of() : shared.without(serverAway);
    for (Participation part : share.downloads()) {
      List<TimeInterval> served =
          part.takesPart().stream().flatMap(span -> span.within(available).stream()).toList();
      clients.add(new Client(part, share, links.down(part.node()), served));
    }
  }

  /** Returns when each of them completes. */
  Map<Participation, DownloadTimes> run() {
    // Slowest downlinks first: the others share the rest.
    clients.sort(Comparator.comparingDouble(client -> client.downBytesPerSecond));
    TreeSet<Double> changes = new TreeSet<>();
    for (Client client : clients) {
      for (TimeInterval span : client.served) {
        changes.add(span.from());
        changes.add(span.to());
      }
    }
    changes.remove(TimeInterval.NEVER);
    double now = 0;
    while (true) {
      List<Client> served = share(now);
      Double change = changes.higher(now);
      double until = change == null ? TimeInterval.NEVER : change;
      for (Client client : served) {
        double bytes = client.firstLeftBytes > 0 ? client.firstLeftBytes : client.leftBytes;
        until = Math.min(until, now + bytes / client.rate);
      }
      if (until == TimeInterval.NEVER) {
        break;
      }
      // The remaining time may be smaller than the resolution of a double.
      until = Math.max(until, Math.nextUp(now));
      for (Client client : served) {
        move(client, until - now, until);
      }
      now = until;
    }
    Map<Participation, DownloadTimes> times = new HashMap<>();
    clients.forEach(client -> times.put(client.part, client.times));
    return times;
  }

  /** Assigns a rate to every client that is served. */
  private List<Client> share(double now) {
    List<Client> served = clients.stream().filter(client -> client.isServed(now)).toList();
    double left = upBytesPerSecond;
    for (int i = 0; i < served.size(); i++) {
      Client client = served.get(i);
      client.rate = Math.min(client.downBytesPerSecond, left / (served.size() - i));
      left -= client.rate;
    }
    return served;
  }

  private static void move(Client client, double seconds, double until) {
    double bytes = client.rate * seconds;
    client.leftBytes -= bytes;
    boolean lackedFirst = client.firstLeftBytes > 0;
    client.firstLeftBytes =
        client.firstLeftBytes - bytes > NOTHING_BYTES ? client.firstLeftBytes - bytes : 0;
    double first = lackedFirst && client.firstLeftBytes == 0 ? until : client.times.firstPieceAt();
    double completed = client.leftBytes <= NOTHING_BYTES ? until : TimeInterval.NEVER;
    client.times = new DownloadTimes(first, completed);
  }
}
