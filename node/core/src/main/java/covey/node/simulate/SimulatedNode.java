package covey.node.simulate;

import covey.node.swarm.PeerKey;
import covey.node.swarm.Swarm;
import covey.node.swarm.SwarmCounters;
import covey.protocol.content.PieceSet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One node of a simulation: its core, its links' state, and what the checks need to know. */
final class SimulatedNode {
  /** Fibonacci hashing: the golden ratio's part of 2^32. */
  private static final int SPREAD = 0x9E3779B9;

  final int index;

  /** Its place in the scenario, the same when it comes back. */
  final int place;

  final PeerKey key;
  final NodeProfile profile;
  final Swarm core;
  final SimulatedLink uplink;

  /** The ways to all that it was ever connected to, in the order of connecting. */
  final ArrayList<Neighbour> neighbours = new ArrayList<>();

  /** The ways by a hash of the other ends' indices, open addressing, at most half full. */
  private @Nullable Neighbour[] table = new Neighbour[16];

  private final long freezeNanos;
  private final long thawNanos;

  /** Blocks whose written bytes are wrong, by piece. */
  final TreeMap<Integer, TreeSet<Integer>> wrong = new TreeMap<>();

  final BitSet sentOnce;
  final BitSet verified;
  final long heldBytes;

  /** Whether it stays and lacks something: the run is no success before it is complete. */
  final boolean mustComplete;

  /** The run waits for it, too, as long as it may still be complete. */
  boolean awaited;

  boolean alive;
  boolean sending;
  int openCount;
  long downFreeNanos;
  long wakeNanos = Long.MAX_VALUE;
  long sentBytes;
  long controlBytes;
  long controlDebtBytes;
  long firstPieceNanos = -1;
  long completedNanos = -1;

  /** A node that comes for the first time. */
  SimulatedNode(int index, NodeProfile profile, Scenario scenario) {
    this(index, index, profile, scenario, heldAtTheStart(profile, scenario.pieceCount()));
  }

  private SimulatedNode(
      int index, int place, NodeProfile profile, Scenario scenario, PieceSet have) {
    this.index = index;
    this.place = place;
    this.key = new PeerKey(index + 1L);
    this.profile = profile;
    freezeNanos = profile.freeze().atNanos();
    thawNanos = freezeNanos + profile.freeze().forNanos();
    uplink =
        new SimulatedLink(profile.links().upBytesPerSecond(), scenario.conditions().delayNanos());
    int pieces = scenario.pieceCount();
    verified = new BitSet(pieces);
    long bytes = 0;
    for (int p = have.nextSet(0); p >= 0; p = have.nextSet(p + 1)) {
      verified.set(p);
      bytes += scenario.lengthBytes(p);
    }
    heldBytes = bytes;
    mustComplete = profile.mustComplete() && !have.isFull();
    long seed = scenario.seed() * 1_000_003 + index;
    core = new Swarm(scenario.settings(), scenario, have, seed);
    sentOnce = new BitSet(pieces);
  }

  private static PieceSet heldAtTheStart(NodeProfile profile, int pieces) {
    PieceSet have = PieceSet.none(pieces);
    for (int p = profile.firstPiece(pieces); p < profile.endPiece(pieces); p++) {
      have.add(p);
    }
    return have;
  }

  /** What it is when it comes back: it has its pieces still, and is somebody new to the others. */
  SimulatedNode back(int newIndex, Scenario scenario) {
    return new SimulatedNode(newIndex, place, profile.afterReturn(), scenario, core.have());
  }

  void add(Neighbour way) {
    neighbours.add(way);
    openCount++;
    if (2 * neighbours.size() > table.length) {
      table = new Neighbour[2 * table.length];
      neighbours.forEach(each -> table[placeOf(each.toIndex)] = each);
    } else {
      table[placeOf(way.toIndex)] = way;
    }
  }

  /** Where a way is, or would be. */
  private int placeOf(int toIndex) {
    int last = table.length - 1;
    int place = ((toIndex * SPREAD) >>> 16) & last;
    Neighbour there = table[place];
    while (there != null && there.toIndex != toIndex) {
      place = (place + 1) & last;
      there = table[place];
    }
    return place;
  }

  /** The way to a node that it was connected to at some time, or null. */
  @Nullable Neighbour find(PeerKey peer) {
    return table[placeOf((int) peer.number() - 1)];
  }

  /** The way to a node that it is or was connected to. */
  Neighbour way(PeerKey peer) {
    Neighbour way = find(peer);
    if (way == null) {
      throw new IllegalStateException("node " + index + ": speaks to " + peer + ", a stranger");
    }
    return way;
  }

  /** Bytes that came and were needed. */
  long usefulBytes() {
    SwarmCounters counters = core.counters();
    return counters.receivedBytes() - counters.duplicateBytes() - counters.rejectedBytes();
  }

  /** When the node can handle what comes at a time. */
  long awakeNanos(long nanos) {
    return nanos >= freezeNanos && nanos < thawNanos ? thawNanos : nanos;
  }
}
