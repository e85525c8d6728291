package covey.node.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import covey.protocol.content.PieceSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A waits for a block from us, B waits for nothing. */
class HaveBatcherTest {
  private static final int PIECES = 8;
  private static final int PIECE = 1_024;
  private static final long MILLISECOND = 1_000_000;
  private static final long LATE = 100 * MILLISECOND;
  private static final PieceLengths LENGTHS = new EqualPieces(PIECES, PIECE);

  private final PeerTable peers = new PeerTable();
  private final Availability availability = new Availability(PIECES, new SplittableRandom(1));
  private final HaveBatcher news = new HaveBatcher(peers, availability);
  private final PeerState a = open(1);
  private final PeerState b = open(2);

  private PeerState open(int number) {
    PieceSet none = PieceSet.none(PIECES);
    PeerState peer =
        new PeerState(new PeerKey(number), peers.freeSlot(), none, SwarmSettings.defaults());
    peers.add(peer);
    return peer;
  }

  private static Block piece(int piece) {
    return new Block(piece, 0, PIECE);
  }

  private static Output told(PeerState peer, Integer... pieces) {
    return new Output.SendHave(peer.key, List.of(pieces));
  }

  @BeforeEach
  void aWaits() {
    a.upload.request(piece(0));
  }

  private List<Output> got(long nowNanos, int piece) {
    List<Output> out = new ArrayList<>();
    news.got(nowNanos, piece, out);
    return out;
  }

  private List<Output> tick(long nowNanos) {
    List<Output> out = new ArrayList<>();
    news.tick(nowNanos, out);
    return out;
  }

  @Test
  void anIdlePeerIsToldAtOnce() {
    assertThat(got(0, 3)).containsExactly(told(b, 3));
  }

  @Test
  void aPeerThatWaitsForABlockIsNotToldAtOnce() {
    b.upload.handedOut(0, piece(0));
    assertThat(got(0, 3)).isEmpty();
    b.upload.left(piece(0));
    assertThat(got(0, 4)).containsExactly(told(b, 3, 4));
  }

  @Test
  void theNextBlockBringsAllPendingHaves() {
    got(0, 3);
    got(1, 4);
    List<Output> out = new ArrayList<>();
    HaveBatcher.tell(a, out);
    assertThat(out).containsExactly(told(a, 3, 4));
  }

  @Test
  void pendingHavesLeaveWhenTheFirstOneIsDue() {
    got(0, 3);
    got(LATE / 2, 4);
    assertThat(tick(LATE - 1)).isEmpty();
    assertThat(news.isPending()).isTrue();
    assertThat(tick(LATE)).containsExactly(told(a, 3, 4));
    assertThat(news.isPending()).isFalse();
  }

  @Test
  void laterHavesMayWaitAsLong() {
    got(0, 3);
    tick(LATE);
    got(LATE, 4);
    assertThat(tick(2 * LATE - 1)).isEmpty();
    assertThat(tick(2 * LATE)).containsExactly(told(a, 4));
  }

  @Test
  void aPeerThatBecomesIdleIsToldBeforeTheDeadline() {
    got(0, 3);
    a.upload.unrequest(piece(0));
    assertThat(tick(1)).containsExactly(told(a, 3));
  }

  @Test
  void noPieceIsToldTwice() {
    got(0, 3);
    HaveBatcher.tell(a, new ArrayList<>());
    List<Output> again = new ArrayList<>(tick(LATE));
    HaveBatcher.tell(a, again);
    HaveBatcher.tell(b, again);
    news.tellAll(again);
    assertThat(again).isEmpty();
    assertThat(got(LATE, 4)).containsExactly(told(b, 4));
    assertThat(tick(2 * LATE)).containsExactly(told(a, 4));
  }

  @Test
  void allPeersAreToldOnCompletion() {
    b.upload.handedOut(0, piece(0));
    got(0, 3);
    List<Output> out = new ArrayList<>();
    news.tellAll(out);
    assertThat(out).containsExactly(told(a, 3), told(b, 3));
    assertThat(news.isPending()).isFalse();
  }

  @Test
  void aPeerThatLeftIsNeitherToldNorWaitedFor() {
    b.upload.handedOut(0, piece(0));
    got(0, 3);
    peers.remove(a);
    assertThat(got(1, 4)).isEmpty();
    assertThat(tick(LATE)).containsExactly(told(b, 3, 4));
    got(LATE, 5);
    peers.remove(b);
    assertThat(tick(2 * LATE)).isEmpty();
    assertThat(news.isPending()).isFalse();
  }

  @Test
  void aPeerThatOpenedAfterAPieceIsNotToldOfIt() {
    got(0, 3);
    PeerState late = open(3);
    late.upload.request(piece(0));
    assertThat(tick(LATE)).containsExactly(told(a, 3));
    assertThat(got(LATE, 4)).containsExactly(told(b, 4));
    assertThat(tick(2 * LATE)).containsExactly(told(a, 4), told(late, 4));
  }

  @Test
  void aPieceLostBeforehandIsNotTold() {
    got(0, 3);
    got(0, 4);
    news.lost(3);
    assertThat(tick(LATE)).containsExactly(told(a, 4));
    got(LATE, 5);
    news.lost(5);
    assertThat(tick(2 * LATE)).isEmpty();
    assertThat(news.isPending()).isFalse();
  }

  /** A core that has three pieces; A requested all of them, two of which are leaving. */
  private Swarm swarmThatAWaitsFor() {
    PieceSet three = PieceSet.none(PIECES);
    for (int piece = 0; piece < 3; piece++) {
      three.add(piece);
    }
    Swarm swarm = new Swarm(SwarmSettings.defaults(), LENGTHS, three, 1);
    for (PeerState peer : peers.all()) {
      swarm.handle(0, new Input.PeerOpened(peer.key, PieceSet.none(PIECES), true, true));
    }
    for (int piece = 0; piece < 3; piece++) {
      swarm.handle(0, new Input.Requested(a.key, piece(piece)));
    }
    return swarm;
  }

  @Test
  void theCoreTellsBeforeTheNextBlock() {
    Swarm swarm = swarmThatAWaitsFor();
    assertThat(swarm.handle(1, new Input.PieceVerified(5))).containsExactly(told(b, 5));
    assertThat(swarm.handle(2, new Input.BlockSent(a.key, piece(0))))
        .containsExactly(told(a, 5), new Output.SendBlock(a.key, piece(2), false));
  }

  @Test
  void theCoreWakesToTellPeersThatGetNoBlock() {
    Swarm swarm = swarmThatAWaitsFor();
    swarm.handle(1, new Input.PieceVerified(5));
    long now = 1;
    List<Output> outputs = List.of();
    for (int i = 0; i < 4 && outputs.isEmpty(); i++) {
      now = swarm.nextWakeup();
      outputs = swarm.handle(now, new Input.Woke());
    }
    assertThat(outputs).containsExactly(told(a, 5));
    assertThat(now - 1).isBetween(LATE, LATE + SwarmSettings.defaults().endGame().stealNanos());
  }

  @Test
  void theCoreTellsAllWhenItIsComplete() {
    Swarm swarm = swarmThatAWaitsFor();
    for (int piece = 3; piece < PIECES - 1; piece++) {
      swarm.handle(1, new Input.PieceVerified(piece));
    }
    assertThat(swarm.handle(1, new Input.PieceVerified(7)))
        .containsExactly(told(b, 7), told(a, 3, 4, 5, 6, 7), new Output.Completed());
  }

  @Test
  void aHolderOfThePieceIsToldLate() {
    b.has.add(3);
    availability.gained(3, a.slot);
    availability.gained(3, b.slot);
    assertThat(got(0, 3)).isEmpty();
    assertThat(tick(LATE - 1)).isEmpty();
    assertThat(tick(LATE)).contains(told(b, 3));
  }

  @Test
  void aHaveOfALackingPieceBringsThePendingOnes() {
    b.has.add(3);
    got(0, 3);
    assertThat(got(1, 4)).containsExactly(told(b, 3, 4));
  }

  @Test
  void theOnlyCompletePeerIsToldAtOnce() {
    for (int piece = 0; piece < PIECES; piece++) {
      b.has.add(piece);
    }
    availability.gained(3, b.slot);
    assertThat(got(0, 3)).containsExactly(told(b, 3));
    availability.gained(4, a.slot);
    availability.gained(4, b.slot);
    assertThat(got(0, 4)).isEmpty();
  }
}
