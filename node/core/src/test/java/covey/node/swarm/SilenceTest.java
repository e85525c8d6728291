package covey.node.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import covey.protocol.content.PieceSet;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Two seeds; one of them stops in the middle of a block. */
class SilenceTest {
  private static final int PIECES = 16;
  private static final int PIECE = 64 << 10;
  private static final PeerKey LIVELY = new PeerKey(1);
  private static final PeerKey FROZEN = new PeerKey(2);
  private static final long MILLISECOND = 1_000_000;
  private static final long TICK = 50 * MILLISECOND;

  private final Swarm swarm =
      new Swarm(SwarmSettings.defaults(), new EqualPieces(PIECES, PIECE), PieceSet.none(PIECES), 1);

  private final Queue<Block> lively = new ArrayDeque<>();
  private final Queue<Block> frozen = new ArrayDeque<>();
  private long now;

  @Test
  void requestsToASilentPeerMoveElsewhereWithinASecond() {
    act(new Input.PeerOpened(FROZEN, PieceSet.all(PIECES), false, true));
    act(new Input.PeerOpened(LIVELY, PieceSet.all(PIECES), false, true));
    // Its rate is known, so its next blocks are expected soon.
    for (int i = 0; i < 4; i++) {
      now += 40 * MILLISECOND;
      send(FROZEN, frozen.remove());
    }
    act(new Input.BlockArriving(FROZEN, frozen.remove(), false));

    long end = now + 1_000 * MILLISECOND;
    while (!swarm.complete() && now < end) {
      now += MILLISECOND;
      if (!lively.isEmpty()) {
        send(LIVELY, lively.remove());
      }
      if (now % TICK == 0) {
        act(new Input.Woke());
      }
    }
    assertThat(swarm.complete()).as("complete after " + now / MILLISECOND + " ms").isTrue();
  }

  private void send(PeerKey from, Block block) {
    now += MILLISECOND;
    act(new Input.BlockArriving(from, block, false));
    act(new Input.BlockWritten(from, block));
  }

  private void act(Input input) {
    List<Output> outputs = swarm.handle(now, input);
    for (Output output : outputs) {
      switch (output) {
        case Output.SendRequest(PeerKey peer, Block block) ->
            (peer.equals(LIVELY) ? lively : frozen).add(block);
        case Output.SendCancel(PeerKey peer, Block block) ->
            (peer.equals(LIVELY) ? lively : frozen).remove(block);
        case Output.VerifyPiece(int piece) -> act(new Input.PieceVerified(piece));
        default -> {}
      }
    }
  }
}
