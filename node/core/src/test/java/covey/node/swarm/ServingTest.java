package covey.node.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import covey.protocol.content.PieceSet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServingTest {
  private static final int PIECES = 8;
  private static final int PIECE = 1_024;
  private static final PeerKey A = new PeerKey(1);
  private static final PeerKey B = new PeerKey(2);
  private static final PieceLengths LENGTHS = new EqualPieces(PIECES, PIECE);

  private final Swarm seed = new Swarm(SwarmSettings.defaults(), LENGTHS, PieceSet.all(PIECES), 1);

  private List<Output> open(PeerKey peer) {
    return seed.handle(0, new Input.PeerOpened(peer, PieceSet.none(PIECES), true, true));
  }

  private static List<Output.SendBlock> sent(List<Output> outputs) {
    return outputs.stream()
        .filter(Output.SendBlock.class::isInstance)
        .map(Output.SendBlock.class::cast)
        .toList();
  }

  /** Lets all blocks leave, and returns what was sent. */
  private List<Output.SendBlock> drain(long now, List<Output> first) {
    List<Output.SendBlock> all = new ArrayList<>(sent(first));
    for (int i = 0; i < all.size(); i++) {
      Output.SendBlock one = all.get(i);
      all.addAll(sent(seed.handle(now, new Input.BlockSent(one.peer(), one.block()))));
    }
    return all;
  }

  private static Block piece(int piece) {
    return new Block(piece, 0, PIECE);
  }

  private static boolean bans(List<Output> outputs) {
    return outputs.stream().anyMatch(Output.BanPeer.class::isInstance);
  }

  @Test
  void eachPieceIsPushedOnceAndToOnePeer() {
    open(A);
    open(B);
    List<Output> outputs = new ArrayList<>(seed.handle(0, new Input.Credited(A, 1 << 20)));
    outputs.addAll(seed.handle(0, new Input.Credited(B, 1 << 20)));
    List<Output.SendBlock> all = drain(0, outputs);
    assertThat(all).hasSize(PIECES).allMatch(Output.SendBlock::fresh);
    assertThat(all).extracting(Output.SendBlock::block).doesNotHaveDuplicates();
    assertThat(all).extracting(Output.SendBlock::peer).contains(A, B);
  }

  @Test
  void nothingIsPushedWithoutCreditOrThatOthersHave() {
    assertThat(sent(open(A))).isEmpty();
    seed.handle(0, new Input.PeerOpened(B, PieceSet.all(PIECES), false, true));
    assertThat(drain(0, seed.handle(0, new Input.Credited(A, 1 << 20)))).isEmpty();
  }

  @Test
  void noMoreIsPushedThanTheCredit() {
    open(A);
    assertThat(drain(0, seed.handle(0, new Input.Credited(A, 2 * PIECE + 1)))).hasSize(2);
  }

  @Test
  void aPieceOfAPeerThatLeavesIsPushedAgain() {
    open(A);
    assertThat(drain(0, seed.handle(0, new Input.Credited(A, 1 << 20)))).hasSize(PIECES);
    open(B);
    assertThat(drain(0, seed.handle(0, new Input.Credited(B, 1 << 20)))).isEmpty();
    assertThat(drain(0, seed.handle(0, new Input.PeerClosed(A)))).hasSize(PIECES);
  }

  @Test
  void aPieceThatIsNotVerifiedInTimeIsPushedAgain() {
    open(A);
    drain(0, seed.handle(0, new Input.Credited(A, 1 << 20)));
    open(B);
    seed.handle(0, new Input.Credited(B, 1 << 20));
    List<Output> outputs = seed.handle(60_000_000_000L, new Input.Woke());
    assertThat(drain(60_000_000_000L, outputs)).hasSize(PIECES);
  }

  @Test
  void theNextFreshPieceGoesToThePeerThatRelayedMost() {
    open(A);
    open(B);
    Output.SendBlock toA = sent(seed.handle(0, new Input.Credited(A, PIECE))).getFirst();
    Output.SendBlock toB = sent(seed.handle(0, new Input.Credited(B, PIECE))).getFirst();
    seed.handle(0, new Input.BlockSent(A, toA.block()));
    seed.handle(0, new Input.BlockSent(B, toB.block()));
    seed.handle(0, new Input.PeerHas(B, List.of(toB.block().piece())));
    seed.handle(0, new Input.PeerHas(A, List.of(toB.block().piece())));
    List<Output> outputs = new ArrayList<>();
    outputs.addAll(seed.handle(0, new Input.Credited(A, 1)));
    outputs.addAll(seed.handle(0, new Input.Credited(B, PIECE)));
    assertThat(sent(outputs)).extracting(Output.SendBlock::peer).containsExactly(B);
  }

  @Test
  void requestsAreServedInOrderWithFewAtOnce() {
    open(A);
    List<Output> outputs = new ArrayList<>();
    for (int i = PIECES - 1; i >= 0; i--) {
      outputs.addAll(seed.handle(0, new Input.Requested(A, piece(i))));
    }
    assertThat(sent(outputs)).hasSize(2);
    assertThat(drain(0, outputs))
        .extracting(o -> o.block().piece())
        .containsExactly(7, 6, 5, 4, 3, 2, 1, 0);
  }

  @Test
  void aCancelledRequestIsNotServed() {
    open(A);
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      outputs.addAll(seed.handle(0, new Input.Requested(A, piece(i))));
    }
    seed.handle(0, new Input.Cancelled(A, piece(3)));
    assertThat(drain(0, outputs)).hasSize(3);
  }

  @Test
  void requestsOutOfRangeAndAbsurdQueuesBan() {
    open(A);
    assertThat(bans(seed.handle(0, new Input.Requested(A, piece(PIECES))))).isTrue();
    open(B);
    boolean banned = false;
    for (int i = 0; i < 5_000; i++) {
      Block block = new Block(i % PIECES, i / PIECES, 1);
      banned |= bans(seed.handle(0, new Input.Requested(B, block)));
    }
    assertThat(banned).isTrue();
  }

  @Test
  void absurdCreditBans() {
    open(A);
    assertThat(bans(seed.handle(0, new Input.Credited(A, Integer.MAX_VALUE)))).isTrue();
    open(B);
    assertThat(bans(seed.handle(0, new Input.Credited(B, -1)))).isTrue();
  }

  @Test
  void aBannedPeerStaysClosedUntilItsConnectionEnds() {
    open(A);
    seed.handle(0, new Input.Credited(A, -1));
    open(A);
    assertThat(seed.openPeers()).isZero();
    seed.handle(0, new Input.PeerClosed(A));
    open(A);
    assertThat(seed.openPeers()).isOne();
  }

  @Test
  void aPeerThatWantsNothingMayNotRequest() {
    seed.handle(0, new Input.PeerOpened(A, PieceSet.none(PIECES), false, true));
    assertThat(bans(seed.handle(0, new Input.Requested(A, piece(0))))).isTrue();
  }

  @Test
  void openingAgainKeepsCreditWhileThePeerWants() {
    open(A);
    seed.handle(0, new Input.PeerOpened(B, PieceSet.all(PIECES), false, true));
    seed.handle(0, new Input.Credited(A, 1 << 20));
    open(A);
    assertThat(drain(0, seed.handle(0, new Input.PeerClosed(B)))).hasSize(PIECES);
  }

  @Test
  void whatAPeerHeldBeforeItServedIsNotPushedToIt() {
    PieceSet held = PieceSet.none(PIECES);
    held.add(0);
    seed.handle(0, new Input.PeerOpened(A, held, true, false));
    seed.handle(0, new Input.PeerOpened(A, held, true, true));
    List<Output.SendBlock> all = drain(0, seed.handle(0, new Input.Credited(A, 1 << 20)));
    assertThat(all)
        .hasSize(PIECES - 1)
        .extracting(Output.SendBlock::block)
        .doesNotContain(piece(0));
  }

  @Test
  void openingAgainWithoutWantingDropsCredit() {
    open(A);
    seed.handle(0, new Input.PeerOpened(B, PieceSet.all(PIECES), false, true));
    seed.handle(0, new Input.Credited(A, 1 << 20));
    seed.handle(0, new Input.PeerOpened(A, PieceSet.none(PIECES), false, true));
    assertThat(drain(0, seed.handle(0, new Input.PeerClosed(B)))).isEmpty();
  }

  @Test
  void aLostPieceIsRefused() {
    open(A);
    seed.handle(0, new Input.PieceLost(3));
    assertThat(seed.handle(0, new Input.Requested(A, piece(3))))
        .containsExactly(new Output.SendRefused(A, piece(3)));
  }

  @Test
  void aPieceThatAPeerGotElsewhereIsNoLongerPushedToIt() {
    SwarmSettings fourBlocks = SwarmSettings.defaults().withBlockBytes(PIECE / 4);
    Swarm pusher = new Swarm(fourBlocks, LENGTHS, PieceSet.all(PIECES), 1);
    pusher.handle(0, new Input.PeerOpened(A, PieceSet.none(PIECES), true, true));
    List<Output.SendBlock> begun = sent(pusher.handle(0, new Input.Credited(A, 1 << 20)));
    int piece = begun.getFirst().block().piece();
    assertThat(begun).hasSize(2).allMatch(o -> o.block().piece() == piece);
    pusher.handle(0, new Input.PeerHas(A, List.of(piece)));
    List<Output> outputs = pusher.handle(0, new Input.BlockSent(A, begun.getFirst().block()));
    assertThat(sent(outputs)).isNotEmpty().noneMatch(o -> o.block().piece() == piece);
  }
}
