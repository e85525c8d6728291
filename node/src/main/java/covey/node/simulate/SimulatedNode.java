package covey.node.simulate;

import covey.node.swarm.PeerKey;
import covey.node.swarm.Swarm;
import covey.node.swarm.SwarmCounters;
import covey.protocol.content.PieceSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One node of a simulation: its core, its links' state, and what the checks need to know. */
final class SimulatedNode {
  final int index;

  /** Its place in the scenario, the same when it comes back. */
  final int place;

  final PeerKey key;
  final NodeProfile profile;
  final Swarm core;
  final SimulatedLink uplink;

  /** The ways to all that it was ever connected to, in the order of connecting. */
  final ArrayList<Neighbour> neighbours = new ArrayList<>();

  /** The other ends' indices, ascending, and the ways in the same places. */
  private int[] indices = new int[8];

  private final ArrayList<Neighbour> byIndex = new ArrayList<>();

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
    uplink = new SimulatedLink(profile.upBytesPerSecond(), scenario.conditions().delayNanos());
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
    int count = byIndex.size();
    int place = -1 - Arrays.binarySearch(indices, 0, count, way.to.index);
    if (count == indices.length) {
      indices = Arrays.copyOf(indices, 2 * count);
    }
    System.arraycopy(indices, place, indices, place + 1, count - place);
    indices[place] = way.to.index;
    byIndex.add(place, way);
    neighbours.add(way);
    openCount++;
  }

  /** The way to a node that it was connected to at some time, or null. */
  @Nullable Neighbour find(PeerKey peer) {
    int place = Arrays.binarySearch(indices, 0, byIndex.size(), (int) peer.number() - 1);
    return place < 0 ? null : byIndex.get(place);
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
    long thaw = profile.freezeNanos() + profile.frozenNanos();
    return nanos >= profile.freezeNanos() && nanos < thaw ? thaw : nanos;
  }
}
