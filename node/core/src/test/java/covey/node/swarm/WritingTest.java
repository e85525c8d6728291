package covey.node.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import covey.protocol.content.PieceSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which block is read, written and verified is the core's decision, and it hears how it went. */
class WritingTest {
  private static final int PIECE = 1_024;
  private static final PeerKey A = new PeerKey(1);
  private static final PeerKey B = new PeerKey(2);
  private static final long LATE = 60_000_000_000L;
  private static final Block FIRST = new Block(0, 0, PIECE / 2);
  private static final Block SECOND = new Block(0, PIECE / 2, PIECE / 2);

  /** One piece of two blocks, which two seeds have. */
  private final Swarm swarm =
      new Swarm(
          SwarmSettings.defaults().withBlockBytes(PIECE / 2),
          new EqualPieces(1, PIECE),
          PieceSet.none(1),
          1);

  private void open(PeerKey peer) {
    swarm.handle(0, new Input.PeerOpened(peer, PieceSet.all(1), false, true));
  }

  private List<Output> arriving(PeerKey from, Block block) {
    return swarm.handle(0, new Input.BlockArriving(from, block, true));
  }

  private List<Output> received(PeerKey from, Block block) {
    return swarm.handle(0, new Input.BlockReceived(from, block));
  }

  private static List<Block> asked(List<Output> outputs) {
    return outputs.stream()
        .filter(Output.SendRequest.class::isInstance)
        .map(output -> ((Output.SendRequest) output).block())
        .toList();
  }

  /** Has both blocks asked of A by name. */
  private void ask() {
    Input opened = new Input.PeerOpened(A, PieceSet.all(1), false, true, true);
    assertThat(asked(swarm.handle(0, opened))).containsExactly(FIRST, SECOND);
  }

  private List<Output> write(Block block) {
    swarm.handle(0, new Input.BlockArriving(A, block, false));
    assertThat(received(A, block)).containsExactly(new Output.WriteBlock(A, block));
    return swarm.handle(0, new Input.BlockWritten(A, block));
  }

  @Test
  void blockOfAPeerThatIsNotOpenIsSkipped() {
    assertThat(arriving(A, FIRST)).containsExactly(new Output.SkipPayload(A, FIRST));
  }

  @Test
  void blockThatBreaksTheRulesIsSkipped() {
    open(A);
    Block none = new Block(1, 0, PIECE / 2);
    assertThat(arriving(A, none)).startsWith(new Output.SkipPayload(A, none));
  }

  @Test
  void ofTwoCopiesOneIsWritten() {
    open(A);
    assertThat(arriving(A, FIRST)).startsWith(new Output.ReadPayload(A, FIRST));
    open(B);
    assertThat(received(A, FIRST)).containsExactly(new Output.WriteBlock(A, FIRST));
    assertThat(received(B, FIRST)).containsExactly(new Output.DropBlock(B, FIRST));
    swarm.handle(0, new Input.BlockWritten(A, FIRST));
    assertThat(received(B, FIRST)).containsExactly(new Output.DropBlock(B, FIRST));
  }

  @Test
  void blockThatCouldNotBeWrittenIsAskedForAgain() {
    ask();
    swarm.handle(0, new Input.BlockArriving(A, FIRST, false));
    received(A, FIRST);
    swarm.handle(0, new Input.PausedChanged(true));
    assertThat(asked(swarm.handle(0, new Input.BlockLost(A, FIRST)))).isEmpty();

    assertThat(asked(swarm.handle(0, new Input.PausedChanged(false)))).contains(FIRST);
    write(FIRST);
  }

  @Test
  void pieceThatCouldNotBeVerifiedIsAskedForAgainAndNobodyIsBanned() {
    ask();
    write(FIRST);
    assertThat(write(SECOND)).contains(new Output.VerifyPiece(0));

    List<Output> outputs = swarm.handle(0, new Input.PieceUnverified(0));
    assertThat(asked(outputs)).containsExactly(FIRST, SECOND);
    assertThat(outputs).noneMatch(Output.BanPeer.class::isInstance);
    write(FIRST);
    assertThat(write(SECOND)).contains(new Output.VerifyPiece(0));
  }

  @Test
  void lateBlockOfAPieceThatWasRejectedIsDropped() {
    ask();
    write(FIRST);
    write(SECOND);
    swarm.handle(0, new Input.PieceRejected(0));
    assertThat(received(B, FIRST)).containsExactly(new Output.DropBlock(B, FIRST));
  }
}
