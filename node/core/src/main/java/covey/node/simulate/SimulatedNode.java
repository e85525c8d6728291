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

/** One node of a simulation: its core, the state of its links, and data for the checks. */
final class SimulatedNode {
  /** Fibonacci hashing: 2^32 over the golden ratio. */
  private static final int SPREAD = 0x9E3779B9;

  final int index;

  /** Its position in the scenario, unchanged when it comes back. */
  final int place;

  final PeerKey key;
  final NodeProfile profile;
  final Swarm core;
  final SimulatedLink uplink;

  /** The connections to all nodes that it was ever connected to, in order. */
  final ArrayList<DirectedLink> neighbours = new ArrayList<>();

  /**
   * The connections by a hash of the other end's index, with open addressing, at most half full.
   */
  private @Nullable DirectedLink[] table = new DirectedLink[16];

  private final long freezeNanos;
  private final long thawNanos;

  /** Blocks whose written bytes are wrong, by piece. */
  final TreeMap<Integer, TreeSet<Integer>> wrong = new TreeMap<>();

  final BitSet sentOnce;
  final BitSet verified;
  final long heldBytes;

  /** Whether it stays and lacks pieces: the run succeeds only once it is complete. */
  final boolean mustComplete;

  /** Whether the run waits for it because it may still complete. */
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

  /** Creates a node that joins for the first time. */
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

  /** Returns the node that comes back: it has its pieces, but is a new node to the others. */
  SimulatedNode back(int newIndex, Scenario scenario) {
    return new SimulatedNode(newIndex, place, profile.afterReturn(), scenario, core.have());
  }

  void add(DirectedLink way) {
    neighbours.add(way);
    openCount++;
    if (2 * neighbours.size() > table.length) {
      table = new DirectedLink[2 * table.length];
      neighbours.forEach(each -> table[placeOf(each.toIndex)] = each);
    } else {
      table[placeOf(way.toIndex)] = way;
    }
  }

  /** Returns where a connection is, or would be stored. */
  private int placeOf(int toIndex) {
    int last = table.length - 1;
    int place = ((toIndex * SPREAD) >>> 16) & last;
    DirectedLink there = table[place];
    while (there != null && there.toIndex != toIndex) {
      place = (place + 1) & last;
      there = table[place];
    }
    return place;
  }

  /** Returns the connection to a node that it was ever connected to, or null. */
  @Nullable DirectedLink find(PeerKey peer) {
    return table[placeOf((int) peer.number() - 1)];
  }

  /** Returns the connection to a node that it is or was connected to. */
  DirectedLink way(PeerKey peer) {
    DirectedLink way = find(peer);
    if (way == null) {
      throw new IllegalStateException("node " + index + ": speaks to " + peer + ", a stranger");
    }
    return way;
  }

  /** Returns the number of useful bytes received. */
  long usefulBytes() {
    SwarmCounters counters = core.counters();
    return counters.receivedBytes() - counters.duplicateBytes() - counters.rejectedBytes();
  }

  /** Returns when the node can handle an input that arrives at a time. */
  long awakeNanos(long nanos) {
    return nanos >= freezeNanos && nanos < thawNanos ? thawNanos : nanos;
  }
}
