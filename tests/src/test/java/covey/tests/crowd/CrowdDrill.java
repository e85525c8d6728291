package covey.tests.crowd;

import covey.protocol.directory.DirectoryException;
import covey.tests.process.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Runs a crowd through a series of events under constant lookups: all nodes start at once, nothing
 * happens, one member is killed, one is frozen, and several are killed at once.
 */
final class CrowdDrill implements AutoCloseable {
  /** Allows for chance, since a node picks a host at random. */
  private static final double EVEN_ENOUGH = 3;

  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration MOVE = Duration.ofMinutes(1);
  private static final Duration FILL = Duration.ofMinutes(2);

  private final int members;
  private final AttachedCrowd crowd;

  /** Starts the first member. */
  CrowdDrill(int members) throws IOException {
    this.members = members;
    crowd = new AttachedCrowd(members);
  }

  /**
   * The result of a start: the time until all nodes had a place, and the time until the attached
   * nodes were spread evenly.
   */
  record Start(Duration placed, Duration spread) {}

  /**
   * The result of losing members: the time until their attached nodes had another host, the time
   * until all seats were taken again (empty if not waited for), and what lookups saw.
   */
  record Loss(int lost, int attached, Duration moved, Optional<Duration> filled, Probes.Seen seen) {
    @Override
    public String toString() {
      String seats =
          filled
              .map(time -> ", seats full after %.1f s".formatted(time.toMillis() / 1e3))
              .orElse("");
      return "%d lost with %d attached: moved after %.2f s%s; %s"
          .formatted(lost, attached, moved.toMillis() / 1e3, seats, seen);
    }
  }

  /** The traffic between nodes and hosts while nothing happens. */
  record Steady(double requestsPerSecond, double bytesPerSecond, Probes.Seen seen) {}

  AttachedCrowd crowd() {
    return crowd;
  }

  /** Starts the other members; returns the time until all are members. */
  Duration members() throws IOException {
    crowd.start(members - 1);
    return crowd.awaitPlaces(members, START);
  }

  /** Starts {@code nodes} nodes at once, which all know only the first member. */
  Start start(int nodes) throws IOException {
    long begun = System.nanoTime();
    crowd.start(nodes);
    Await.until(
        "every node has a place",
        START,
        () -> {
          Await.saw(crowd.places());
          return crowd.alive().allMatch(CrowdNode::isIn);
        });
    crowd.awaitPlaces(members, START);
    Duration placed = Duration.ofNanos(System.nanoTime() - begun);
    Await.until("attached nodes are spread over the members", START, () -> isSpread());
    Duration spread = Duration.ofNanos(System.nanoTime() - begun);
    // Nodes that attached when the first member was alone learn about the others within seconds.
    Await.until(
        "every node knows all members",
        START,
        () -> {
          Await.saw(crowd.places());
          return crowd.alive().allMatch(node -> node.seat().members() == members);
        });
    return new Start(placed, spread);
  }

  private boolean isSpread() {
    Await.saw("the busiest member has %.1f times the mean".formatted(imbalance()));
    return imbalance() < EVEN_ENOUGH;
  }

  /** Returns the largest number of connections of a member, as a multiple of the mean. */
  double imbalance() {
    int most = crowd.members().stream().mapToInt(CrowdNode::connections).max().orElse(0);
    return most / crowd.members().stream().mapToInt(CrowdNode::connections).average().orElse(1);
  }

  /** Counts traffic for {@code time}, with or without lookups. */
  Steady steady(Duration time, boolean lookups) {
    List<CrowdNode> asking = lookups ? crowd.nodes() : List.of();
    long requests = crowd.traffic().requests();
    long bytes = crowd.traffic().bytes();
    long begun = System.nanoTime();
    Probes.Seen seen = new Probes.Seen(0, 0, 0, Duration.ZERO);
    if (lookups) {
      Probes probes = new Probes(asking);
      passes(begun, time);
      seen = probes.end();
    } else {
      passes(begun, time);
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    return new Steady(
        (crowd.traffic().requests() - requests) / seconds,
        (crowd.traffic().bytes() - bytes) / seconds,
        seen);
  }

  /** Waits until {@code time} has passed since {@code begunNanos}. */
  private static void passes(long begunNanos, Duration time) {
    Await.until(
        "time passes", time.plusSeconds(5), () -> System.nanoTime() - begunNanos > time.toNanos());
  }

  /** Kills {@code count} members at the same time. */
  Loss kill(int count) throws IOException {
    List<CrowdNode> victims = victims(count);
    return lose(victims, CrowdNode::kill, true);
  }

  /** Freezes a member. Its seat is kept for a while, because it might resume. */
  Loss freeze() throws IOException {
    return lose(victims(1), CrowdNode::freeze, false);
  }

  /** Waits until an attached node learns that {@code count} nodes follow. */
  void awaitFollowers(int count) {
    CrowdNode attached = crowd.alive().filter(node -> !node.isMember()).findFirst().orElseThrow();
    Await.until(
        "all follow",
        START,
        () -> {
          int followers = followers(attached);
          Await.saw(followers + " of " + count + " follow");
          return followers == count;
        });
  }

  @Override
  public void close() {
    crowd.close();
  }

  private static int followers(CrowdNode asked) throws DirectoryException {
    return asked.seat().followers().followers().size();
  }

  private interface Ending {
    void end(CrowdNode node) throws IOException;
  }

  private Loss lose(List<CrowdNode> victims, Ending ending, boolean refilled) throws IOException {
    List<CrowdNode> attached = attachedTo(victims);
    Probes probes = new Probes(crowd.nodes());
    long begun = System.nanoTime();
    for (CrowdNode victim : victims) {
      ending.end(victim);
    }
    Await.until("all moved", MOVE, () -> allMoved(attached, victims));
    Duration moved = Duration.ofNanos(System.nanoTime() - begun);
    Optional<Duration> filled = Optional.empty();
    if (refilled) {
      crowd.awaitPlaces(members, FILL);
      filled = Optional.of(Duration.ofNanos(System.nanoTime() - begun));
    }
    return new Loss(victims.size(), attached.size(), moved, filled, probes.end());
  }

  private static boolean allMoved(List<CrowdNode> attached, List<CrowdNode> victims) {
    List<String> waiting =
        attached.stream()
            .filter(node -> !isElsewhere(node, victims))
            .map(node -> node.address() + " " + node.seat().words())
            .toList();
    Await.saw(waiting.size() + " of " + attached.size() + " have not moved: " + waiting);
    return waiting.isEmpty();
  }

  private List<CrowdNode> victims(int count) {
    List<CrowdNode> members = new ArrayList<>(crowd.members());
    members.removeIf(member -> attachedTo(List.of(member)).isEmpty());
    List<CrowdNode> victims = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      victims.add(members.remove(ThreadLocalRandom.current().nextInt(members.size())));
    }
    return victims;
  }

  private List<CrowdNode> attachedTo(Collection<CrowdNode> hosts) {
    return crowd
        .alive()
        .filter(node -> hosts.stream().anyMatch(host -> isAttached(node, host)))
        .toList();
  }

  private static boolean isAttached(CrowdNode node, CrowdNode host) {
    return node.seat().words().startsWith("attached to " + host.address() + " ");
  }

  private static boolean isElsewhere(CrowdNode node, Collection<CrowdNode> hosts) {
    return hosts.stream().noneMatch(host -> isAttached(node, host))
        && !node.seat().words().contains("nobody");
  }
}
