package covey.tests.cluster;

import com.google.common.net.HostAndPort;
import covey.tests.process.CoveyNode;
import covey.tests.process.TestMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Trackers of one cluster that wander: one after the other is killed, and started again at another
 * address, from its state. Only they are told of each other.
 */
final class Wandering {
  private final TestMachine machine;
  private final List<CoveyNode> trackers = new ArrayList<>();
  private int kills;

  private Wandering(TestMachine machine) {
    this.machine = machine;
  }

  /** Starts {@code count} trackers and waits until they are one cluster. */
  static Wandering start(TestMachine machine, int count) {
    Wandering wandering = new Wandering(machine);
    for (int number = 0; number < count; number++) {
      wandering.trackers.add(wandering.start("tracker" + number));
    }
    Clusters.awaitMembers(wandering.trackers, count);
    return wandering;
  }

  /** Where they are now. */
  List<HostAndPort> addresses() {
    return trackers.stream().map(tracker -> HostAndPort.fromString(tracker.listen())).toList();
  }

  /** The trackers as they are now. */
  List<CoveyNode> trackers() {
    return trackers;
  }

  /** kill -9 to the next one; returns when it is ready somewhere else. */
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
    // The first of all has nobody to name yet but one that is not there.
    return machine.tracker(name, "--cluster", others.isEmpty() ? "127.0.0.1:1" : others);
  }
}
