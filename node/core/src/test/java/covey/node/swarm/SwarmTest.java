package covey.node.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import covey.protocol.content.PieceSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwarmTest {
  private static final int PIECES = 8;
  private static final int PIECE = 1_024;
  private static final PeerKey A = new PeerKey(1);
  private static final PeerKey B = new PeerKey(2);
  private static final long SECOND = 1_000_000_000;

  /** Eight pieces of two blocks. */
  private static final PieceLengths LENGTHS = new EqualPieces(PIECES, PIECE);

  private static Swarm swarm(PieceSet have) {
    return new Swarm(SwarmSettings.defaults().withBlockBytes(PIECE / 2), LENGTHS, have, 1);
  }

  private static Swarm downloader() {
    return swarm(PieceSet.none(PIECES));
  }

  private static Input opened(PeerKey peer, PieceSet has) {
    return new Input.PeerOpened(peer, has, true, true);
  }

  private static PieceSet all() {
    return PieceSet.all(PIECES);
  }

  private static PieceSet none() {
    return PieceSet.none(PIECES);
  }

  private static <T extends Output> List<T> only(Class<T> type, List<Output> outputs) {
    return outputs.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static Block block(int piece, int index) {
    return new Block(piece, index * PIECE / 2, PIECE / 2);
  }

  /** Two seeds, so that blocks are requested one by one. */
  private static List<Output.SendRequest> askTwoSeeds(Swarm swarm) {
    swarm.handle(0, opened(A, all()));
    return only(Output.SendRequest.class, swarm.handle(0, opened(B, all())));
  }

  private static List<Output> receive(Swarm swarm, long now, PeerKey from, Block block) {
    assertThat(only(Output.BanPeer.class, arrive(swarm, now, from, block))).isEmpty();
    return swarm.handle(now, new Input.BlockWritten(from, block));
  }

  private static List<Output> arrive(Swarm swarm, long now, PeerKey from, Block block) {
    return swarm.handle(now, new Input.BlockArriving(from, block, false));
  }

  @Test
  void creditIsGivenToASoleHolderAtOnce() {
    List<Output> outputs = downloader().handle(0, opened(A, all()));
    assertThat(only(Output.SendCredit.class, outputs))
        .containsExactly(new Output.SendCredit(A, PIECES * PIECE));
    assertThat(only(Output.SendRequest.class, outputs)).isEmpty();
  }

  @Test
  void aSoleHolderThatDoesNotUseCreditIsAsked() {
    Swarm swarm = downloader();
    swarm.handle(0, opened(A, all()));
    List<Output> outputs = swarm.handle(2 * SECOND, new Input.Woke());
    assertThat(only(Output.SendRequest.class, outputs)).hasSize(2 * PIECES);
  }

  @Test
  void aBlockIsRequestedFromOnePeerOnly() {
    List<Output.SendRequest> asked = askTwoSeeds(downloader());
    assertThat(asked).extracting(Output.SendRequest::block).doesNotHaveDuplicates();
    assertThat(asked).hasSize(2 * PIECES);
  }

  @Test
  void rarestPieceIsPickedFirst() {
    Swarm swarm = downloader();
    PieceSet butThree = all();
    butThree.remove(3);
    swarm.handle(0, new Input.PausedChanged(true));
    swarm.handle(0, opened(A, all()));
    swarm.handle(0, opened(B, butThree));
    PieceSet three = none();
    three.add(3);
    swarm.handle(0, opened(new PeerKey(3), three));
    swarm.handle(0, opened(new PeerKey(4), butThree));
    List<Output> outputs = swarm.handle(0, new Input.PausedChanged(false));
    assertThat(only(Output.SendRequest.class, outputs).getFirst().block()).isEqualTo(block(3, 0));
  }

  @Test
  void piecesComeInOrderWhenAskedInSequence() {
    Swarm swarm = downloader();
    swarm.handle(0, new Input.WantedChanged(all(), true));
    List<Output> outputs = swarm.handle(0, opened(A, all()));
    assertThat(only(Output.SendCredit.class, outputs)).isEmpty();
    assertThat(only(Output.SendRequest.class, outputs))
        .extracting(o -> o.block().piece())
        .isSorted()
        .hasSize(2 * PIECES);
  }

  @Test
  void onlyWantedPiecesAreRequested() {
    Swarm swarm = downloader();
    PieceSet two = none();
    two.add(2);
    swarm.handle(0, new Input.WantedChanged(two, false));
    List<Output> outputs = swarm.handle(0, opened(A, all()));
    assertThat(only(Output.SendRequest.class, outputs))
        .extracting(Output.SendRequest::block)
        .containsExactly(block(2, 0), block(2, 1));
  }

  @Test
  void aWholePieceIsVerifiedOnceAndToldToAll() {
    Swarm swarm = downloader();
    askTwoSeeds(swarm);
    PeerKey from = A;
    receive(swarm, SECOND, from, block(5, 0));
    List<Output> outputs = receive(swarm, SECOND, from, block(5, 1));
    assertThat(outputs).contains(new Output.VerifyPiece(5));
    outputs = swarm.handle(SECOND, new Input.PieceVerified(5));
    assertThat(swarm.havePieces()).isEqualTo(1);
    assertThat(only(Output.SendHave.class, outputs)).as("both have it, and may wait").isEmpty();
    outputs = swarm.handle(2 * SECOND, new Input.Woke());
    assertThat(only(Output.SendHave.class, outputs)).hasSize(2);
  }

  @Test
  void completionIsToldOnce() {
    Swarm swarm = downloader();
    for (int piece = 0; piece < PIECES - 1; piece++) {
      swarm.handle(0, new Input.PieceVerified(piece));
    }
    assertThat(swarm.handle(0, new Input.PieceVerified(7))).contains(new Output.Completed());
    assertThat(swarm.handle(0, new Input.PieceVerified(7))).isEmpty();
    assertThat(swarm.complete()).isTrue();
    swarm.handle(0, new Input.PieceLost(7));
    assertThat(swarm.handle(0, new Input.PieceVerified(7))).contains(new Output.Completed());
  }

  @Test
  void theOnlySupplierOfARejectedPieceIsBanned() {
    Swarm swarm = downloader();
    askTwoSeeds(swarm);
    receive(swarm, 0, A, block(5, 0));
    receive(swarm, 0, A, block(5, 1));
    List<Output> outputs = swarm.handle(0, new Input.PieceRejected(5));
    assertThat(only(Output.BanPeer.class, outputs)).hasSize(1);
    assertThat(swarm.counters().rejectedBytes()).isEqualTo(PIECE);
    assertThat(swarm.openPeers()).isEqualTo(1);
  }

  @Test
  void blocksOfAClosedPeerAreRequestedFromAnother() {
    Swarm swarm = downloader();
    askTwoSeeds(swarm);
    swarm.handle(0, new Input.PeerClosed(A));
    List<Output> outputs = swarm.handle(2 * SECOND, new Input.Woke());
    assertThat(only(Output.SendRequest.class, outputs)).hasSize(2 * PIECES);
    assertThat(only(Output.SendRequest.class, outputs)).allMatch(o -> o.peer().equals(B));
  }

  @Test
  void anUnrequestedBlockBansItsSender() {
    Swarm swarm = downloader();
    PieceSet zero = none();
    zero.add(0);
    swarm.handle(0, new Input.PausedChanged(true));
    swarm.handle(0, opened(A, zero));
    assertThat(only(Output.BanPeer.class, arrive(swarm, 0, A, block(1, 0)))).hasSize(1);
  }

  @Test
  void aCancelledBlockMayStillArrive() {
    Swarm swarm = downloader();
    swarm.handle(0, new Input.WantedChanged(all(), true));
    swarm.handle(0, opened(A, all()));
    List<Output> outputs = swarm.handle(0, new Input.PausedChanged(true));
    assertThat(only(Output.SendCancel.class, outputs)).hasSize(2 * PIECES);
    assertThat(only(Output.BanPeer.class, arrive(swarm, 0, A, block(1, 0)))).isEmpty();
    assertThat(only(Output.BanPeer.class, arrive(swarm, 0, A, block(1, 0)))).hasSize(1);
  }

  @Test
  void aBlockThatDoesNotExistBansItsSender() {
    Swarm swarm = downloader();
    askTwoSeeds(swarm);
    Block beyond = new Block(PIECES, 0, PIECE / 2);
    assertThat(only(Output.BanPeer.class, arrive(swarm, 0, A, beyond))).hasSize(1);
  }

  @Test
  void moreThanTheCreditBansItsSender() {
    Swarm swarm = downloader();
    List<Output.SendCredit> given =
        only(Output.SendCredit.class, swarm.handle(0, opened(A, all())));
    assertThat(given).singleElement().returns(PIECES * PIECE, Output.SendCredit::bytes);
    swarm.handle(0, new Input.PausedChanged(true)); // so that no more is given
    for (int i = 0; i < 2 * PIECES; i++) {
      Input within = new Input.BlockArriving(A, block(0, 0), true);
      assertThat(only(Output.BanPeer.class, swarm.handle(0, within))).as("block %d", i).isEmpty();
    }
    Input beyond = new Input.BlockArriving(A, block(0, 0), true);
    assertThat(only(Output.BanPeer.class, swarm.handle(0, beyond)))
        .singleElement()
        .returns(A, Output.BanPeer::peer);
  }

  @Test
  void aBlockThatIsThereAlreadyIsADuplicate() {
    Swarm swarm = downloader();
    swarm.handle(0, opened(A, all()));
    swarm.handle(0, new Input.PieceVerified(0));
    assertThat(chosen(swarm, block(0, 0))).contains(new Output.SkipPayload(A, block(0, 0)));
    assertThat(swarm.counters().duplicateBytes()).isEqualTo(PIECE / 2);
  }

  @Test
  void aPeerThatKeepsSendingTheSameBlockOnCreditIsBanned() {
    Swarm swarm = downloader();
    swarm.handle(0, opened(A, all()));
    int most = (4 << 20) / (PIECE / 2);
    swarm.handle(0, new Input.PieceVerified(0));
    for (int i = 0; i < most; i++) {
      assertThat(only(Output.BanPeer.class, chosen(swarm, block(0, 0))))
          .as("block %d", i)
          .isEmpty();
    }
    assertThat(only(Output.BanPeer.class, chosen(swarm, block(0, 0))))
        .singleElement()
        .returns(A, Output.BanPeer::peer);
  }

  @Test
  void aPeerThatSendsEveryBlockOnCreditTwiceIsNotBanned() {
    Swarm swarm = downloader();
    swarm.handle(0, opened(A, all()));
    for (int i = 0; i < (16 << 20) / PIECE; i++) {
      swarm.handle(0, new Input.PieceLost(0));
      assertThat(only(Output.BanPeer.class, chosen(swarm, block(0, 0)))).isEmpty();
      swarm.handle(0, new Input.PieceVerified(0));
      assertThat(only(Output.BanPeer.class, chosen(swarm, block(0, 0))))
          .as("round %d", i)
          .isEmpty();
    }
    assertThat(swarm.counters().duplicateBytes()).isEqualTo(8 << 20);
  }

  private static List<Output> chosen(Swarm swarm, Block block) {
    return swarm.handle(0, new Input.BlockArriving(A, block, true));
  }
}
