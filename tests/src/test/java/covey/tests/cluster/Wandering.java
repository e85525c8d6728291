package covey.tests.cluster;

import com.google.common.net.HostAndPort;
import covey.tests.process.CoveyNode;
import covey.tests.process.TestMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Trackers of one cluster that move: one after the other is killed and restarted from its state at
 * another address. Only the trackers are given each other's addresses.
 */
final class Wandering {
  private final TestMachine machine;
  private final List<CoveyNode> trackers = new ArrayList<>();
  private int kills;

  private Wandering(TestMachine machine) {
    this.machine = machine;
  }

  /** Starts {@code count} trackers and waits until they form one cluster. */
  static Wandering start(TestMachine machine, int count) {
    Wandering wandering = new Wandering(machine);
    for (int number = 0; number < count; number++) {
      wandering.trackers.add(wandering.start("tracker" + number));
    }
    Clusters.awaitMembers(wandering.trackers, count);
    return wandering;
  }

  /** Returns the trackers' current addresses. */
  List<HostAndPort> addresses() {
    return trackers.stream().map(tracker -> HostAndPort.fromString(tracker.listen())).toList();
  }

  /** Returns the current trackers. */
  List<CoveyNode> trackers() {
    return trackers;
  }

  /** Kills the next tracker with SIGKILL; returns when it is ready at another address. */
  void killOneAndStartItElsewhere() {
    int next = kills++ % trackers.size();
    trackers.get(next).process().kill();
    trackers.set(next, start("tracker" + next));
  }

  private CoveyNode start(String name) {
    String others =
        trackers.stream()
            .filter(tracker -> tracker.process().alive())
            .map(CoveyNode::listen)
            .collect(Collectors.joining(","));
    // The first tracker has no other to name yet, so it names an address where nothing listens.
    return machine.tracker(name, "--cluster", others.isEmpty() ? "127.0.0.1:1" : others);
  }
}
