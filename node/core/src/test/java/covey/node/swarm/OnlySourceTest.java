package covey.node.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import covey.protocol.content.PieceSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A seed among other sources, and a seed that is the only source. */
class OnlySourceTest {
  private static final int PIECES = 8;
  private static final PieceLengths LENGTHS = new EqualPieces(PIECES, 1_024);

  @Test
  void aSeedAmongOtherSourcesChoosesWhatItSends() {
    assertThat(opened(false)).hasOnlyElementsOfType(Output.SendCredit.class);
  }

  @Test
  void theOnlySourceIsAskedForBlocksAtOnce() {
    assertThat(opened(true)).isNotEmpty().hasOnlyElementsOfType(Output.SendRequest.class);
  }

  private static List<Output> opened(boolean onlySource) {
    Swarm swarm = new Swarm(SwarmSettings.defaults(), LENGTHS, PieceSet.none(PIECES), 1);
    PieceSet all = PieceSet.all(PIECES);
    return swarm.handle(1, new Input.PeerOpened(new PeerKey(1), all, false, true, onlySource));
  }
}
