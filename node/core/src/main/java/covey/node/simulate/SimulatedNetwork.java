package covey.node.simulate;

import covey.node.simulate.DirectedLink.Transfer;
import covey.node.simulate.NodeProfile.Behaviour;
import covey.node.swarm.Block;
import covey.node.swarm.Input;
import covey.node.swarm.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What is in transit: messages, and blocks in chunks over uplink, delay and downlink. */
final class SimulatedNetwork {
  /** The size of a control message on the link, in bytes, including headers. */
  private static final int CONTROL_BYTES = 60;

  private final Simulation simulation;
  private final EventQueue events;
  private final Invariants invariants;
  private final long delayNanos;

  SimulatedNetwork(
      Simulation simulation, EventQueue events, Invariants invariants, long delayNanos) {
    this.simulation = simulation;
    this.events = events;
    this.invariants = invariants;
    this.delayNanos = delayNanos;
  }

  /** Sends a message. */
  void tell(DirectedLink way, Input input) {
    events.at(charge(way.from, way), () -> arrive(way, input));
  }

  /** Sends a message to several receivers as one event, unless a connection stalls. */
  void tellAll(List<DirectedLink> ways, Input input) {
    ArrayList<DirectedLink> together = new ArrayList<>(ways.size());
    long arrives = 0;
    for (DirectedLink way : ways) {
      long nanos = charge(way.from, way);
      if (arrives == 0 || nanos == arrives) {
        arrives = nanos;
        together.add(way);
      } else {
        events.at(nanos, () -> arrive(way, input));
      }
    }
    events.at(arrives, () -> together.forEach(way -> arrive(way, input)));
  }

  /** Charges a message to the uplink; returns when it arrives. */
  private long charge(SimulatedNode from, DirectedLink way) {
    from.controlBytes += CONTROL_BYTES;
    from.controlDebtBytes += CONTROL_BYTES;
    long sendNanos = (long) (CONTROL_BYTES * 1e9 / from.profile.links().upBytesPerSecond());
    return way.clearNanos(events.nowNanos()) + sendNanos + delayNanos;
  }

  private void arrive(DirectedLink way, Input input) {
    if (way.open) {
      simulation.give(way.to, input);
    }
  }

  /** Puts a block in the uplink's queue. */
  void send(DirectedLink way, Output.SendBlock output) {
    if (way.from.profile.behaviour() != Behaviour.SILENT && way.open) {
      way.from.uplink.add(new Transfer(way, output.block(), output.fresh()));
      pump(way.from);
    }
  }

  private void pump(SimulatedNode from) {
    if (from.sending || !from.alive) {
      return;
    }
    Transfer transfer = from.uplink.next(events.nowNanos());
    if (transfer == null) {
      from.uplink.turns().forEach(this::pumpWhenClear);
      return;
    }
    from.sending = true;
    int bytes = Math.min(SimulatedLink.CHUNK_BYTES, transfer.unsentBytes);
    double nanosPerByte = 1e9 / from.profile.links().upBytesPerSecond();
    long nanos = (long) ((bytes + from.controlDebtBytes) * nanosPerByte);
    from.controlDebtBytes = 0;
    events.at(from.awakeNanos(events.nowNanos()) + nanos, () -> chunkLeft(transfer, bytes));
  }

  private void pumpWhenClear(DirectedLink way) {
    long clear = way.clearNanos(events.nowNanos());
    if (clear > way.stallSeenNanos && clear > events.nowNanos()) {
      way.stallSeenNanos = clear;
      events.at(clear, () -> pump(way.from));
    }
  }

  private void chunkLeft(Transfer transfer, int bytes) {
    DirectedLink way = transfer.way;
    SimulatedNode from = way.from;
    from.sending = false;
    from.sentBytes += bytes;
    invariants.left(bytes);
    if (way.open) {
      boolean first = transfer.unsentBytes == transfer.block.lengthBytes();
      boolean last = SimulatedLink.left(transfer, bytes);
      receive(transfer, bytes, first, last);
      if (last) {
        simulation.give(from, new Input.BlockSent(way.to.key, transfer.block));
      }
    } else {
      invariants.arrived(way.to.index, bytes);
    }
    simulation.sent(from);
    pump(from);
  }

  private void receive(Transfer transfer, int bytes, boolean first, boolean last) {
    SimulatedNode to = transfer.way.to;
    long arrives = events.nowNanos() + delayNanos;
    long begins = Math.max(arrives, to.downFreeNanos);
    to.downFreeNanos = begins + (long) (bytes * 1e9 / to.profile.links().downBytesPerSecond());
    if (first) {
      events.at(begins, () -> arriving(transfer));
    }
    if (last || begins > arrives) {
      events.at(to.downFreeNanos, () -> chunkReceived(transfer, bytes));
    } else {
      // A chunk that need not wait causes no decision, so it needs no event of its own.
      received(transfer, bytes);
    }
  }

  private void arriving(Transfer transfer) {
    arrive(
        transfer.way,
        new Input.BlockArriving(transfer.way.from.key, transfer.block, transfer.fresh));
  }

  private void received(Transfer transfer, int bytes) {
    transfer.way.flightBytes -= bytes;
    transfer.unreceivedBytes -= bytes;
    invariants.arrived(transfer.way.to.index, bytes);
  }

  private void chunkReceived(Transfer transfer, int bytes) {
    received(transfer, bytes);
    pump(transfer.way.from);
    SimulatedNode to = transfer.way.to;
    Block block = transfer.block;
    if (transfer.unreceivedBytes > 0 || !transfer.way.open) {
      return;
    }
    if (!simulation.writes(to, new Input.BlockReceived(transfer.way.from.key, block))) {
      return;
    }
    if (transfer.way.from.profile.behaviour() == Behaviour.CORRUPTS) {
      to.wrong.computeIfAbsent(block.piece(), _ -> new TreeSet<>()).add(block.offsetBytes());
    } else if (!to.wrong.isEmpty()) {
      to.wrong.getOrDefault(block.piece(), new TreeSet<>()).remove(block.offsetBytes());
    }
    simulation.give(to, new Input.BlockWritten(transfer.way.from.key, block));
  }
}
