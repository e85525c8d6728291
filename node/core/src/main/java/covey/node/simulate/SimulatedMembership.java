package covey.node.simulate;

import covey.node.swarm.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that are present and their neighbours: nodes join, find neighbours, lose them and
 * leave.
 */
final class SimulatedMembership {
  /** The number of random draws for one neighbour before a node accepts fewer neighbours. */
  private static final int TRIES = 4;

  private final Simulation simulation;
  private final EventQueue events;
  private final Conditions conditions;
  private final SplittableRandom random;
  private final ArrayList<SimulatedNode> present = new ArrayList<>();

  SimulatedMembership(Simulation simulation, EventQueue events, Scenario scenario) {
    this.simulation = simulation;
    this.events = events;
    this.conditions = scenario.conditions();
    this.random = new SplittableRandom(scenario.seed());
  }

  /**
   * Adds nodes that join at the same time; as in a flash crowd, each may find any of the others.
   */
  void join(List<SimulatedNode> together) {
    for (SimulatedNode node : together) {
      node.alive = true;
      present.add(node);
    }
    if (conditions.directoryAway().isEmpty()) {
      together.forEach(this::findNeighbours);
    } else {
      together.forEach(this::ask);
    }
  }

  /** Asks the directory for neighbours; if it is away, it answers when it is back. */
  private void ask(SimulatedNode node) {
    long nanos = conditions.answeredNanos(events.nowNanos());
    if (nanos == events.nowNanos()) {
      findNeighbours(node);
    } else if (nanos != Long.MAX_VALUE) {
      events.at(nanos, () -> askAgain(node));
    }
  }

  private void askAgain(SimulatedNode node) {
    if (node.alive) {
      ask(node);
    }
  }

  private void findNeighbours(SimulatedNode node) {
    if (present.size() - 1 <= conditions.neighbours()) {
      present.forEach(other -> connect(node, other));
      return;
    }
    int lacking = (conditions.neighbours() + 1) / 2;
    for (int i = TRIES * lacking; i > 0 && lacking > 0; i--) {
      lacking -= connect(node, present.get(random.nextInt(present.size()))) ? 1 : 0;
    }
  }

  /** Connects two nodes unless they are or were connected; returns whether it did. */
  private boolean connect(SimulatedNode node, SimulatedNode other) {
    if (node == other || node.find(other.key) != null) {
      return false;
    }
    node.add(new DirectedLink(node, other, stalls()));
    other.add(new DirectedLink(other, node, stalls()));
    open(node, other);
    open(other, node);
    return true;
  }

  private @Nullable Stalls stalls() {
    return conditions.stallShare() == 0
        ? null
        : new Stalls(conditions, random.split(), events.nowNanos());
  }

  private void open(SimulatedNode of, SimulatedNode to) {
    boolean wants = !of.core.complete();
    Input opened = new Input.PeerOpened(of.key, of.core.have(), wants, true);
    long nowNanos = events.nowNanos();
    events.at(nowNanos + conditions.delayNanos(), () -> simulation.give(to, opened));
    long roundTrip = 2 * conditions.delayNanos();
    Input measured = new Input.RoundTripMeasured(of.key, roundTrip);
    events.at(nowNanos + roundTrip, () -> simulation.give(to, measured));
  }

  /** Removes a node without notice; nodes that are left with few neighbours look for others. */
  void leave(SimulatedNode node) {
    node.alive = false;
    if (!present.remove(node)) {
      return;
    }
    for (DirectedLink way : node.neighbours) {
      disconnect(way);
      SimulatedNode other = way.to;
      boolean lonely = other.openCount < (conditions.neighbours() + 3) / 4;
      if (lonely && other.alive && !other.core.complete()) {
        ask(other);
      }
    }
  }

  /** Ends a connection; the other node notices after the delay. */
  void disconnect(DirectedLink way) {
    if (!way.open) {
      return;
    }
    SimulatedNode from = way.from;
    SimulatedNode to = way.to;
    close(way);
    close(to.way(from.key));
    simulation.give(from, new Input.PeerClosed(to.key));
    Input closed = new Input.PeerClosed(from.key);
    events.at(events.nowNanos() + conditions.delayNanos(), () -> simulation.give(to, closed));
  }

  private static void close(DirectedLink way) {
    way.open = false;
    way.queue.clear();
    way.from.openCount--;
  }
}
