package covey.node.simulate;

import covey.node.simulate.NodeProfile.Behaviour;
import covey.node.swarm.Block;
import covey.node.swarm.Input;
import covey.node.swarm.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * Runs a {@link Scenario} in virtual time. Throws IllegalStateException, with the scenario's seed,
 * as soon as a node breaks a rule: sends an unverified piece, or a block that was neither requested
 * nor covered by credit; requests more than a window, or gives more credit than the maximum; loses
 * a piece; completes with fewer bytes than the share has. At the end every byte that left must have
 * arrived or been lost with its connection. {@link Invariants} checks this after every event.
 */
public final class Simulation {
  /** A run is given up after this multiple of its bound. */
  private static final int PATIENCE = 60;

  private static final long PATIENCE_NANOS = 120_000_000_000L;

  private final Scenario scenario;
  private final long untilNanos;
  private final Invariants invariants;
  private final EventQueue events = new EventQueue();
  private final SimulatedMembership membership;
  private final SimulatedNetwork traffic;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final List<String> trace = new ArrayList<>();
  private final List<SimulationResult.Ban> bans = new ArrayList<>();
  private long inputCount;
  private int earlyRepeats;
  private int waiting;
  private boolean settling;

  /** If {@code untilNanos} is 0, the run ends when the nodes that stay are complete. */
  private Simulation(Scenario scenario, Invariants invariants, long untilNanos) {
    this.scenario = scenario;
    this.untilNanos = untilNanos;
    this.invariants = invariants;
    membership = new SimulatedMembership(this, events, scenario);
    traffic = new SimulatedNetwork(this, events, invariants, scenario.conditions().delayNanos());
    TreeMap<Long, List<SimulatedNode>> joining = new TreeMap<>();
    for (NodeProfile profile : scenario.nodes()) {
      SimulatedNode node = new SimulatedNode(nodes.size(), profile, scenario);
      nodes.add(node);
      node.awaited = isAwaited(node);
      waiting += node.awaited ? 1 : 0;
      joining.computeIfAbsent(profile.presence().joinNanos(), _ -> new ArrayList<>()).add(node);
      leaveAndComeBack(node);
    }
    joining.forEach((nanos, together) -> events.at(nanos, () -> join(together)));
  }

  /** Runs until every node that stays is complete, no events remain, or the run takes too long. */
  public static SimulationResult run(Scenario scenario) {
    return run(scenario, Invariants.of(scenario));
  }

  /**
   * Runs until every node is complete or gone for good, including those that do not stay to the
   * end; or until no events remain; or until {@code untilNanos}, which is more than 0.
   */
  public static SimulationResult runOut(Scenario scenario, long untilNanos) {
    return run(new Simulation(scenario, Invariants.of(scenario), untilNanos));
  }

  static SimulationResult run(Scenario scenario, Invariants invariants) {
    return run(new Simulation(scenario, invariants, 0));
  }

  private static SimulationResult run(Simulation simulation) {
    Scenario scenario = simulation.scenario;
    try {
      return simulation.run();
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          e.getMessage() + ", at " + simulation.events.nowNanos() + " ns, seed " + scenario.seed(),
          e);
    }
  }

  private SimulationResult run() {
    long endNanos = untilNanos > 0 ? untilNanos : patienceNanos();
    while (waiting > 0 && !events.isEmpty() && events.nextNanos() <= endNanos) {
      events.next();
    }
    SimulationResult result = result();
    settle();
    return result;
  }

  private long patienceNanos() {
    return (long) (PATIENCE * scenario.boundSeconds() * 1e9) + PATIENCE_NANOS;
  }

  private boolean isAwaited(SimulatedNode node) {
    boolean fetches = !node.core.complete() && node.profile.behaviour() != Behaviour.CORRUPTS;
    return node.mustComplete || (untilNanos > 0 && fetches);
  }

  /** Delivers what is in transit to nodes that have stopped. */
  private void settle() {
    nodes.forEach(node -> node.alive = false);
    settling = true;
    while (!events.isEmpty()) {
      events.next();
    }
    invariants.ended();
  }

  private void join(List<SimulatedNode> together) {
    if (!settling) {
      membership.join(together);
    }
  }

  private void leaveAndComeBack(SimulatedNode node) {
    NodeProfile profile = node.profile;
    if (profile.presence().leaveNanos() != Long.MAX_VALUE) {
      events.at(profile.presence().leaveNanos(), () -> leave(node));
    }
    if (profile.returns()) {
      events.at(profile.presence().returnNanos(), () -> comeBack(node));
    }
  }

  private void leave(SimulatedNode node) {
    boolean forGood = !node.profile.returns() && node.completedNanos < 0;
    waiting -= forGood && node.awaited ? 1 : 0;
    membership.leave(node);
  }

  private void comeBack(SimulatedNode gone) {
    if (settling) {
      return;
    }
    SimulatedNode node = gone.back(nodes.size(), scenario);
    node.firstPieceNanos = gone.firstPieceNanos;
    node.completedNanos = gone.completedNanos;
    node.awaited = gone.awaited && gone.completedNanos < 0;
    nodes.add(node);
    invariants.cameBack(node.index, gone.index);
    leaveAndComeBack(node);
    join(List.of(node));
  }

  /** Passes an input to a node once it is awake, and performs its outputs. */
  void give(SimulatedNode node, Input input) {
    if (!node.alive) {
      return;
    }
    long nowNanos = events.nowNanos();
    long awake = node.awakeNanos(nowNanos);
    if (awake > nowNanos) {
      events.at(awake, () -> give(node, input));
      return;
    }
    inputCount++;
    if (scenario.traced()) {
      trace.add(nowNanos + " " + node.index + " " + input);
    }
    invariants.input(node.index, input);
    List<Output> outputs = node.core.handle(nowNanos, input);
    if (invariants.isLookDue(input)) {
      invariants.has(node.index, node.core.havePieces());
    }
    perform(node, outputs);
    wakeLater(node);
    if (node.completedNanos < 0 && node.core.complete()) {
      completed(node);
    }
  }

  /**
   * Asks a node's core whether a block that it received whole is to be written. Writing takes no
   * time, so this and BlockWritten are one event.
   */
  boolean writes(SimulatedNode node, Input.BlockReceived received) {
    List<Output> outputs = node.core.handle(events.nowNanos(), received);
    return outputs.contains(new Output.WriteBlock(received.peer(), received.block()));
  }

  private void completed(SimulatedNode node) {
    node.completedNanos = events.nowNanos();
    long lackedBytes = scenario.sizeBytes() - node.heldBytes;
    invariants.completed(node.index, node.core.counters(), lackedBytes);
    waiting -= node.awaited ? 1 : 0;
  }

  private void wakeLater(SimulatedNode node) {
    long wake = node.core.nextWakeup();
    if (wake < node.wakeNanos) {
      node.wakeNanos = wake;
      events.at(wake, () -> wake(node));
    }
  }

  private void wake(SimulatedNode node) {
    node.wakeNanos = Long.MAX_VALUE;
    if (node.core.nextWakeup() <= events.nowNanos()) {
      give(node, new Input.Woke());
    } else {
      wakeLater(node);
    }
  }

  private void perform(SimulatedNode node, List<Output> outputs) {
    for (int i = 0; i < outputs.size(); i++) {
      Output output = outputs.get(i);
      invariants.output(node.index, output);
      if (output instanceof Output.SendHave have) {
        i = sendHaves(node, have, outputs, i);
      } else {
        perform(node, output);
      }
    }
  }

  /** Sends a run of equal SendHave outputs as one event; returns the index of the last. */
  private int sendHaves(SimulatedNode node, Output.SendHave have, List<Output> outputs, int first) {
    ArrayList<DirectedLink> ways = new ArrayList<>(node.openCount);
    int i = first;
    while (i < outputs.size()
        && outputs.get(i) instanceof Output.SendHave same
        && same.pieces().equals(have.pieces())) {
      ways.add(node.way(same.peer()));
      i++;
    }
    if (node.profile.behaviour() != Behaviour.HOARDS) {
      traffic.tellAll(ways, new Input.PeerHas(node.key, have.pieces()));
    }
    return i - 1;
  }

  private void perform(SimulatedNode node, Output output) {
    switch (output) {
      case Output.SendRequest o ->
          traffic.tell(node.way(o.peer()), new Input.Requested(node.key, o.block()));
      case Output.SendCancel o ->
          traffic.tell(node.way(o.peer()), new Input.Cancelled(node.key, o.block()));
      case Output.SendCredit o ->
          traffic.tell(node.way(o.peer()), new Input.Credited(node.key, o.bytes()));
      case Output.SendRefused o ->
          traffic.tell(node.way(o.peer()), new Input.Refused(node.key, o.block()));
      case Output.SendBlock o -> send(node, o);
      case Output.VerifyPiece o -> {
        long verified = events.nowNanos() + scenario.conditions().verifyNanos();
        events.at(verified, () -> verify(node, o.piece()));
      }
      case Output.BanPeer o -> {
        DirectedLink way = node.way(o.peer());
        bans.add(new SimulationResult.Ban(node.index, way.to.index, o.reason()));
        membership.disconnect(way);
      }
      case Output.ReadPayload _, Output.SkipPayload _, Output.WriteBlock _, Output.DropBlock _ -> {}
      case Output.SendHave _, Output.Completed _ -> {}
    }
  }

  private void send(SimulatedNode from, Output.SendBlock output) {
    Block block = output.block();
    boolean verified = from.verified.get(block.piece());
    invariants.check(verified, "sent an unverified piece", from.index);
    if (from.profile.seed() && block.offsetBytes() == 0) {
      boolean again = from.sentOnce.get(block.piece());
      earlyRepeats += again && from.sentOnce.cardinality() < scenario.pieceCount() ? 1 : 0;
      from.sentOnce.set(block.piece());
    }
    traffic.send(from.way(output.peer()), output);
  }

  /** Counts what a node has sent; seeds may be killed after a number of copies. */
  void sent(SimulatedNode node) {
    double copies = scenario.killSeedsAfterCopies();
    if (copies > 0 && node.profile.seed() && node.sentBytes >= copies * scenario.sizeBytes()) {
      membership.leave(node);
    }
  }

  private void verify(SimulatedNode node, int piece) {
    TreeSet<Integer> wrong = node.wrong.remove(piece);
    boolean right = wrong == null || wrong.isEmpty();
    if (right) {
      node.verified.set(piece);
      node.firstPieceNanos = node.firstPieceNanos < 0 ? events.nowNanos() : node.firstPieceNanos;
    }
    give(node, right ? new Input.PieceVerified(piece) : new Input.PieceRejected(piece));
  }

  private SimulationResult result() {
    double last = 0;
    double sum = 0;
    int count = 0;
    for (SimulatedNode node : nodes) {
      if (node.mustComplete && node.completedNanos >= 0) {
        last = Math.max(last, node.completedNanos / 1e9);
        sum += node.completedNanos / 1e9;
        count++;
      }
    }
    double until = last;
    double sendable = scenario.nodes().stream().mapToDouble(n -> n.sendableBytes(until)).sum();
    double seedBytes = total(node -> node.profile.seed() ? node.sentBytes : 0);
    return new SimulationResult(
        waiting == 0,
        new SimulationResult.Timing(
            last, count == 0 ? 0 : sum / count, last / scenario.boundSeconds()),
        new SimulationResult.UplinkUse(
            total(SimulatedNode::usefulBytes) / sendable,
            seedBytes / scenario.sizeBytes(),
            earlyRepeats),
        new SimulationResult.Waste(
            total(node -> node.core.counters().duplicateBytes()),
            total(node -> node.core.counters().rejectedBytes()),
            total(node -> node.controlBytes)),
        List.copyOf(bans),
        new SimulationResult.InputLog(inputCount, List.copyOf(trace)),
        nodeTimes());
  }

  private List<SimulationResult.NodeTimes> nodeTimes() {
    SimulationResult.NodeTimes[] times = new SimulationResult.NodeTimes[scenario.nodes().size()];
    // A node that came back comes later in the list and replaces its earlier times.
    for (SimulatedNode node : nodes) {
      times[node.place] =
          new SimulationResult.NodeTimes(
              seconds(node.firstPieceNanos), seconds(node.completedNanos));
    }
    return List.of(times);
  }

  private static double seconds(long nanos) {
    return nanos < 0 ? Double.POSITIVE_INFINITY : nanos / 1e9;
  }

  private long total(ToLongFunction<SimulatedNode> bytes) {
    return nodes.stream().mapToLong(bytes).sum();
  }
}
