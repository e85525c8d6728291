package covey.node.simulate;

import covey.node.simulate.NodeProfile.Behaviour;
import covey.node.simulate.SimulatedLink.Transfer;
import covey.node.swarm.Block;
import covey.node.swarm.Input;
import covey.node.swarm.Output;
import covey.node.swarm.PeerKey;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeSet;

/**
 * Runs a {@link Scenario} in virtual time. Throws IllegalStateException, with the scenario's seed,
 * as soon as a node breaks a rule: sends what it has not verified, or what was neither asked for
 * nor covered by credit; asks for more than a window, or gives more credit than the most; loses a
 * piece; is complete with fewer bytes than the share has. At the end every byte that left must have
 * arrived, or been lost with its connection. {@link Invariants} keeps the books.
 */
public final class Simulation {
  /** A run that takes longer than so many times its bound is given up. */
  private static final int PATIENCE = 60;

  private static final long PATIENCE_NANOS = 120_000_000_000L;

  /** What a control message takes on the link, in bytes, headers included. */
  private static final int CONTROL_BYTES = 60;

  private record Event(long atNanos, long number, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atNanos, other.atNanos);
      return byTime != 0 ? byTime : Long.compare(number, other.number);
    }
  }

  private final Scenario scenario;
  private final Invariants invariants;
  private final List<SimulatedNode> nodes = new ArrayList<>();
  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final List<String> trace = new ArrayList<>();
  private final List<SimulationResult.Ban> bans = new ArrayList<>();
  private long nowNanos;
  private long eventCount;
  private int earlyRepeats;
  private int waiting;
  private boolean settling;

  private Simulation(Scenario scenario, Invariants invariants) {
    this.scenario = scenario;
    this.invariants = invariants;
    for (NodeProfile profile : scenario.nodes()) {
      SimulatedNode node = new SimulatedNode(nodes.size(), profile, scenario);
      nodes.add(node);
      waiting += profile.mustComplete() ? 1 : 0;
      at(profile.joinNanos(), () -> join(node));
      if (profile.leaveNanos() != Long.MAX_VALUE) {
        at(profile.leaveNanos(), () -> leave(node));
      }
    }
  }

  /**
   * Runs until everyone who stays is complete, or nothing happens any more, or it takes too long.
   */
  public static SimulationResult run(Scenario scenario) {
    return run(scenario, new Invariants(scenario.nodes().size(), scenario.settings()));
  }

  static SimulationResult run(Scenario scenario, Invariants invariants) {
    Simulation simulation = new Simulation(scenario, invariants);
    try {
      return simulation.run();
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          e.getMessage() + ", at " + simulation.nowNanos + " ns, seed " + scenario.seed(), e);
    }
  }

  private SimulationResult run() {
    long endNanos = (long) (PATIENCE * scenario.boundSeconds() * 1e9) + PATIENCE_NANOS;
    while (waiting > 0 && !events.isEmpty() && events.peek().atNanos <= endNanos) {
      next();
    }
    SimulationResult result = result();
    settle();
    return result;
  }

  private void next() {
    Event event = events.remove();
    nowNanos = event.atNanos;
    eventCount++;
    event.action.run();
  }

  /** Lets what is on its way arrive at nodes that do nothing any more. */
  private void settle() {
    nodes.forEach(node -> node.alive = false);
    settling = true;
    while (!events.isEmpty()) {
      next();
    }
    invariants.ended();
  }

  private void at(long nanos, Runnable action) {
    events.add(new Event(Math.max(nowNanos, nanos), events.size() + (eventCount << 24), action));
  }

  private void join(SimulatedNode node) {
    node.alive = !settling;
    for (SimulatedNode other : nodes) {
      if (other != node && other.alive) {
        node.connected.add(other.index);
        other.connected.add(node.index);
        open(node, other);
        open(other, node);
      }
    }
  }

  private void open(SimulatedNode of, SimulatedNode to) {
    boolean wants = !of.core.complete();
    Input opened = new Input.PeerOpened(key(of), of.core.have(), wants, true);
    at(nowNanos + scenario.delayNanos(), () -> give(to, opened));
    long roundTrip = 2 * scenario.delayNanos();
    at(nowNanos + roundTrip, () -> give(to, new Input.RoundTripMeasured(key(of), roundTrip)));
  }

  private void leave(SimulatedNode node) {
    node.alive = false;
    for (int other : List.copyOf(node.connected)) {
      disconnect(node, nodes.get(other));
    }
  }

  private void disconnect(SimulatedNode a, SimulatedNode b) {
    if (!a.connected.remove(b.index)) {
      return;
    }
    b.connected.remove(a.index);
    a.uplink.drop(b.index);
    b.uplink.drop(a.index);
    give(a, new Input.PeerClosed(key(b)));
    at(nowNanos + scenario.delayNanos(), () -> give(b, new Input.PeerClosed(key(a))));
  }

  private static PeerKey key(SimulatedNode node) {
    return new PeerKey(node.index + 1L);
  }

  private SimulatedNode node(PeerKey key) {
    return nodes.get((int) key.number() - 1);
  }

  private void give(SimulatedNode node, Input input) {
    if (!node.alive) {
      return;
    }
    long awake = node.awakeNanos(nowNanos);
    if (awake > nowNanos) {
      at(awake, () -> give(node, input));
      return;
    }
    if (scenario.traced()) {
      trace.add(nowNanos + " " + node.index + " " + input);
    }
    invariants.input(node.index, input);
    int before = node.core.havePieces();
    List<Output> outputs = node.core.handle(nowNanos, input);
    invariants.check(node.core.havePieces() >= before, "lost pieces", node.index);
    for (Output output : outputs) {
      invariants.output(node.index, output);
      perform(node, output);
    }
    wakeLater(node);
    if (node.completedNanos < 0 && node.core.complete()) {
      node.completedNanos = nowNanos;
      if (!node.profile.seed()) {
        invariants.completed(node.index, node.core.counters(), scenario.sizeBytes());
      }
      waiting -= node.profile.mustComplete() ? 1 : 0;
    }
  }

  private void wakeLater(SimulatedNode node) {
    long wake = node.core.nextWakeup();
    if (wake < node.wakeNanos) {
      node.wakeNanos = wake;
      at(
          wake,
          () -> {
            node.wakeNanos = Long.MAX_VALUE;
            give(node, new Input.Woke());
          });
    }
  }

  private void perform(SimulatedNode node, Output output) {
    switch (output) {
      case Output.SendRequest o -> {
        node.askedBytes += o.block().lengthBytes();
        tell(node, node(o.peer()), new Input.Requested(key(node), o.block()));
      }
      case Output.SendCancel o ->
          tell(node, node(o.peer()), new Input.Cancelled(key(node), o.block()));
      case Output.SendCredit o ->
          tell(node, node(o.peer()), new Input.Credited(key(node), o.bytes()));
      case Output.SendRefused o ->
          tell(node, node(o.peer()), new Input.Refused(key(node), o.block()));
      case Output.SendHave o -> {
        if (node.profile.behaviour() != Behaviour.HOARDS) {
          tell(node, node(o.peer()), new Input.PeerHas(key(node), o.pieces()));
        }
      }
      case Output.SendBlock o -> send(node, node(o.peer()), o);
      case Output.VerifyPiece o ->
          at(nowNanos + scenario.verifyNanos(), () -> verify(node, o.piece()));
      case Output.BanPeer o -> {
        bans.add(new SimulationResult.Ban(node.index, node(o.peer()).index, o.reason()));
        disconnect(node, node(o.peer()));
      }
      case Output.Completed _ -> {}
    }
  }

  private void tell(SimulatedNode from, SimulatedNode to, Input input) {
    from.controlBytes += CONTROL_BYTES;
    from.controlDebtBytes += CONTROL_BYTES;
    long sendNanos = (long) (CONTROL_BYTES * 1e9 / from.profile.upBytesPerSecond());
    at(
        nowNanos + sendNanos + scenario.delayNanos(),
        () -> {
          if (to.connected.contains(from.index)) {
            give(to, input);
          }
        });
  }

  private void send(SimulatedNode from, SimulatedNode to, Output.SendBlock output) {
    Block block = output.block();
    boolean verified = from.verified.get(block.piece());
    invariants.check(verified, "sent an unverified piece", from.index);
    if (from.profile.behaviour() == Behaviour.SILENT || !from.connected.contains(to.index)) {
      return;
    }
    int pieces = scenario.pieceCount();
    if (from.profile.seed() && block.offsetBytes() == 0) {
      boolean again = from.sentOnce.get(block.piece());
      earlyRepeats += again && from.sentOnce.cardinality() < pieces ? 1 : 0;
      from.sentOnce.set(block.piece());
    }
    from.uplink.add(new Transfer(from, to, block, output.fresh()));
    pump(from);
  }

  private void pump(SimulatedNode from) {
    Transfer transfer = from.sending || !from.alive ? null : from.uplink.next();
    if (transfer == null) {
      return;
    }
    from.sending = true;
    int bytes = Math.min(SimulatedLink.CHUNK_BYTES, transfer.unsentBytes);
    double nanosPerByte = 1e9 / from.profile.upBytesPerSecond();
    long nanos = (long) ((bytes + from.controlDebtBytes) * nanosPerByte);
    from.controlDebtBytes = 0;
    at(from.awakeNanos(nowNanos) + nanos, () -> chunkLeft(transfer, bytes));
  }

  private void chunkLeft(Transfer transfer, int bytes) {
    SimulatedNode from = transfer.from;
    SimulatedNode to = transfer.to;
    from.sending = false;
    from.sentBytes += bytes;
    invariants.left(bytes);
    boolean first = transfer.unsentBytes == transfer.block.lengthBytes();
    if (from.connected.contains(to.index)) {
      boolean last = from.uplink.left(transfer, bytes);
      long arrives = nowNanos + scenario.delayNanos();
      long begins = Math.max(arrives, to.downFreeNanos);
      to.downFreeNanos = begins + (long) (bytes * 1e9 / to.profile.downBytesPerSecond());
      if (first) {
        at(begins, () -> arriving(transfer));
      }
      at(to.downFreeNanos, () -> chunkReceived(transfer, bytes));
      if (last) {
        give(from, new Input.BlockSent(key(to), transfer.block));
      }
    } else {
      invariants.arrived(to.index, bytes);
    }
    killSeed(from);
    pump(from);
  }

  private void killSeed(SimulatedNode node) {
    double copies = scenario.killSeedsAfterCopies();
    if (copies > 0 && node.profile.seed() && node.sentBytes >= copies * scenario.sizeBytes()) {
      leave(node);
    }
  }

  private void arriving(Transfer transfer) {
    if (transfer.to.connected.contains(transfer.from.index)) {
      give(
          transfer.to, new Input.BlockArriving(key(transfer.from), transfer.block, transfer.fresh));
    }
  }

  private void chunkReceived(Transfer transfer, int bytes) {
    SimulatedNode to = transfer.to;
    transfer.from.uplink.received(to.index, bytes);
    invariants.arrived(to.index, bytes);
    transfer.unreceivedBytes -= bytes;
    pump(transfer.from);
    if (transfer.unreceivedBytes > 0 || !to.connected.contains(transfer.from.index)) {
      return;
    }
    Block block = transfer.block;
    if (to.core.needs(block)) {
      TreeSet<Integer> wrong = to.wrong.computeIfAbsent(block.piece(), _ -> new TreeSet<>());
      if (transfer.from.profile.behaviour() == Behaviour.CORRUPTS) {
        wrong.add(block.offsetBytes());
      } else {
        wrong.remove(block.offsetBytes());
      }
      give(to, new Input.BlockWritten(key(transfer.from), block));
    }
  }

  private void verify(SimulatedNode node, int piece) {
    TreeSet<Integer> wrong = node.wrong.remove(piece);
    boolean right = wrong == null || wrong.isEmpty();
    if (right) {
      node.verified.set(piece);
    }
    give(node, right ? new Input.PieceVerified(piece) : new Input.PieceRejected(piece));
  }

  private SimulationResult result() {
    long last = 0;
    double sum = 0;
    int count = 0;
    long seedBytes = 0;
    long duplicate = 0;
    long rejected = 0;
    long control = 0;
    for (SimulatedNode node : nodes) {
      seedBytes += node.profile.seed() ? node.sentBytes : 0;
      duplicate += node.core.counters().duplicateBytes();
      rejected += node.core.counters().rejectedBytes();
      control += node.controlBytes;
      if (node.profile.mustComplete() && node.completedNanos >= 0) {
        last = Math.max(last, node.completedNanos);
        sum += node.completedNanos / 1e9;
        count++;
      }
    }
    return new SimulationResult(
        waiting == 0,
        last / 1e9,
        count == 0 ? 0 : sum / count,
        last / 1e9 / scenario.boundSeconds(),
        (double) seedBytes / scenario.sizeBytes(),
        earlyRepeats,
        duplicate,
        rejected,
        control,
        List.copyOf(bans),
        eventCount,
        List.copyOf(trace));
  }
}
