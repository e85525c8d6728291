package covey.node.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import covey.protocol.content.PieceSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PeerTableTest {
  private static final int TURNS = 4_000;
  private static final int KEYS = 300;

  @Test
  void itBehavesAsASortedMap() {
    for (long seed = 1; seed <= 5; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      PeerTable table = new PeerTable();
      TreeMap<PeerKey, PeerState> known = new TreeMap<>();
      for (int turn = 0; turn < TURNS; turn++) {
        // Keys a power of two apart collide under a poor hash.
        PeerKey key = new PeerKey((long) random.nextInt(KEYS) << 16);
        PeerState there = known.get(key);
        assertThat(table.find(key)).isSameAs(there);
        if (there == null) {
          PeerState peer =
              new PeerState(key, table.freeSlot(), PieceSet.none(1), SwarmSettings.defaults());
          known.put(key, peer);
          table.add(peer);
          assertThat(table.inSlot(peer.slot)).isSameAs(peer);
        } else if (random.nextInt(3) > 0) {
          known.remove(key);
          table.remove(there);
        }
      }
      assertThat(table.all()).as("seed %d", seed).isEqualTo(List.copyOf(known.values()));
      known.forEach((key, peer) -> assertThat(table.find(key)).isSameAs(peer));
    }
  }
}
