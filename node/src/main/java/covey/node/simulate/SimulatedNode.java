package covey.node.simulate;

import covey.node.swarm.Swarm;
import covey.protocol.content.PieceSet;
import java.util.BitSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** One node of a simulation: its core, its links' state, and what the checks need to know. */
final class SimulatedNode {
  final int index;
  final NodeProfile profile;
  final Swarm core;
  final SimulatedLink uplink;
  final TreeSet<Integer> connected = new TreeSet<>();

  /** Blocks whose written bytes are wrong, by piece. */
  final TreeMap<Integer, TreeSet<Integer>> wrong = new TreeMap<>();

  final BitSet sentOnce;
  final BitSet verified;
  boolean alive;
  boolean sending;
  long downFreeNanos;
  long wakeNanos = Long.MAX_VALUE;
  long sentBytes;
  long askedBytes;
  long controlBytes;
  long controlDebtBytes;
  long completedNanos = -1;

  SimulatedNode(int index, NodeProfile profile, Scenario scenario) {
    this.index = index;
    this.profile = profile;
    uplink = new SimulatedLink(profile.upBytesPerSecond(), scenario.delayNanos());
    int pieces = scenario.pieceCount();
    PieceSet have = profile.seed() ? PieceSet.all(pieces) : PieceSet.none(pieces);
    long seed = scenario.seed() * 1_000_003 + index;
    core = new Swarm(scenario.settings(), scenario, have, seed);
    sentOnce = new BitSet(pieces);
    verified = new BitSet(pieces);
    verified.set(0, profile.seed() ? pieces : 0);
  }

  /** When the node can handle what comes at a time. */
  long awakeNanos(long nanos) {
    long thaw = profile.freezeNanos() + profile.frozenNanos();
    return nanos >= profile.freezeNanos() && nanos < thaw ? thaw : nanos;
  }
}
