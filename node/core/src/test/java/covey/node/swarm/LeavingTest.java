package covey.node.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import covey.protocol.content.PieceSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A leaving peer: outstanding requests are completed, nothing new is begun. */
class LeavingTest {
  private static final int PIECES = 8;
  private static final int PIECE = 1_024;
  private static final PeerKey A = new PeerKey(1);
  private static final PeerKey B = new PeerKey(2);

  private static final PieceLengths LENGTHS = new EqualPieces(PIECES, PIECE);

  private static Swarm swarm(PieceSet have) {
    return new Swarm(SwarmSettings.defaults().withBlockBytes(PIECE), LENGTHS, have, 1);
  }

  private static <T extends Output> List<T> only(Class<T> type, List<Output> outputs) {
    return outputs.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static List<Output.SendRequest> askTwoSeeds(Swarm swarm) {
    swarm.handle(0, new Input.PeerOpened(A, PieceSet.all(PIECES), true, true));
    return only(
        Output.SendRequest.class,
        swarm.handle(0, new Input.PeerOpened(B, PieceSet.all(PIECES), true, true)));
  }

  @Test
  void itsOutstandingRequestsAreNeitherCancelledNorMovedElsewhere() {
    Swarm swarm = swarm(PieceSet.none(PIECES));
    List<Output.SendRequest> asked = askTwoSeeds(swarm);
    PeerKey leaving = asked.getFirst().peer();
    List<Block> standing =
        asked.stream()
            .filter(request -> request.peer().equals(leaving))
            .map(Output.SendRequest::block)
            .toList();

    List<Output> outputs = swarm.handle(1, new Input.PeerLeaving(leaving));
    assertThat(only(Output.SendCancel.class, outputs)).isEmpty();
    assertThat(only(Output.SendRequest.class, outputs))
        .extracting(Output.SendRequest::block)
        .doesNotContainAnyElementsOf(standing);
    assertThat(swarm.isIdle(leaving)).isFalse();
    for (Block block : standing) {
      assertThat(swarm.handle(2, new Input.BlockArriving(leaving, block, false)))
          .contains(new Output.ReadPayload(leaving, block));
      outputs = swarm.handle(2, new Input.BlockWritten(leaving, block));
      assertThat(only(Output.SendRequest.class, outputs)).noneMatch(r -> r.peer().equals(leaving));
    }
    assertThat(swarm.isIdle(leaving)).isTrue();
  }

  @Test
  void whatItRequestedIsSentAndMoreIsRefused() {
    Swarm swarm = swarm(PieceSet.all(PIECES));
    swarm.handle(0, new Input.PeerOpened(A, PieceSet.none(PIECES), true, true));
    Block first = new Block(1, 0, PIECE);
    assertThat(only(Output.SendBlock.class, swarm.handle(0, new Input.Requested(A, first))))
        .hasSize(1);

    swarm.handle(1, new Input.PeerLeaving(A));
    assertThat(swarm.isIdle(A)).isFalse();
    List<Output> outputs = swarm.handle(1, new Input.Requested(A, new Block(2, 0, PIECE)));
    assertThat(only(Output.SendRefused.class, outputs)).hasSize(1);
    assertThat(swarm.handle(1, new Input.Credited(A, PIECE))).isEmpty();
    swarm.handle(2, new Input.BlockSent(A, first));
    assertThat(swarm.isIdle(A)).isTrue();
  }

  @Test
  void aPeerThatIsOpenedAgainIsAskedAgain() {
    Swarm swarm = swarm(PieceSet.none(PIECES));
    swarm.handle(0, new Input.PeerOpened(A, PieceSet.all(PIECES), true, true));
    swarm.handle(1, new Input.PeerLeaving(A));
    List<Output> outputs =
        swarm.handle(2, new Input.PeerOpened(A, PieceSet.all(PIECES), true, true));
    assertThat(only(Output.BanPeer.class, outputs)).isEmpty();
    outputs = swarm.handle(2_000_000_000L, new Input.Woke());
    assertThat(only(Output.SendRequest.class, outputs)).hasSize(PIECES);
  }
}
