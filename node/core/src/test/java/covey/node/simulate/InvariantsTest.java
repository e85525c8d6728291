package covey.node.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.node.swarm.Block;
import covey.node.swarm.Input;
import covey.node.swarm.Output;
import covey.node.swarm.PeerKey;
import covey.node.swarm.SwarmCounters;
import covey.node.swarm.SwarmSettings;
import covey.protocol.content.PieceSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each rule has a node that breaks it. */
class InvariantsTest {
  private static final int HERE = 0;
  private static final int THERE = 1;
  private static final PeerKey OF_HERE = new PeerKey(1);
  private static final PeerKey OF_THERE = new PeerKey(2);
  private static final int PIECES = 200;
  private static final int BLOCK = SwarmSettings.defaults().blockBytes();

  private final Invariants invariants = new Invariants(2, SwarmSettings.defaults(), 1);

  private static Block block(int piece) {
    return new Block(piece, 0, BLOCK);
  }

  @BeforeEach
  void open() {
    PieceSet all = PieceSet.all(PIECES);
    invariants.input(HERE, new Input.PeerOpened(OF_THERE, all, true, true));
    invariants.input(THERE, new Input.PeerOpened(OF_HERE, all, true, true));
  }

  private void ask(int piece) {
    invariants.output(HERE, new Output.SendRequest(OF_THERE, block(piece)));
    invariants.input(THERE, new Input.Requested(OF_HERE, block(piece)));
  }

  private void credit(int bytes) {
    invariants.output(HERE, new Output.SendCredit(OF_THERE, bytes));
    invariants.input(THERE, new Input.Credited(OF_HERE, bytes));
  }

  private void send(int piece, boolean fresh) {
    invariants.output(THERE, new Output.SendBlock(OF_HERE, block(piece), fresh));
  }

  private void arrive(int piece, boolean fresh) {
    invariants.input(HERE, new Input.BlockArriving(OF_THERE, block(piece), fresh));
  }

  @Test
  void requestedOrCreditedBlocksMayBeSent() {
    ask(1);
    credit(BLOCK);
    assertThatCode(
            () -> {
              send(1, false);
              send(2, true);
              arrive(1, false);
              arrive(2, true);
            })
        .doesNotThrowAnyException();
  }

  @Test
  void answeringTwiceIsNoticed() {
    ask(1);
    send(1, false);
    assertThatThrownBy(() -> send(1, false)).hasMessageContaining("was not asked for");
  }

  @Test
  void sendingACancelledBlockIsNoticed() {
    ask(1);
    invariants.input(THERE, new Input.Cancelled(OF_HERE, block(1)));
    assertThatThrownBy(() -> send(1, false)).hasMessageContaining("was not asked for");
  }

  @Test
  void sendingBeyondTheCreditIsNoticed() {
    credit(BLOCK);
    send(1, true);
    assertThatThrownBy(() -> send(2, true)).hasMessageContaining("more on credit");
  }

  @Test
  void requestingBeyondTheWindowIsNoticed() {
    int most = SwarmSettings.defaults().window().bytesMax() / BLOCK;
    for (int piece = 0; piece < most; piece++) {
      ask(piece);
    }
    assertThatThrownBy(() -> ask(most)).hasMessageContaining("more than a window");
  }

  @Test
  void arrivedAndCancelledBlocksMakeRoomInTheWindow() {
    for (int piece = 0; piece < PIECES; piece++) {
      ask(piece);
      invariants.output(HERE, new Output.SendCancel(OF_THERE, block(piece)));
    }
    assertThatThrownBy(
            () -> {
              ask(1);
              ask(1);
            })
        .hasMessageContaining("asked twice");
  }

  @Test
  void givingMoreCreditThanTheMaximumIsNoticed() {
    credit(SwarmSettings.defaults().credit().bytesMax());
    assertThatThrownBy(() -> credit(1)).hasMessageContaining("gave more credit");
  }

  @Test
  void bytesThatNobodySentAreNoticed() {
    assertThatThrownBy(() -> arrive(1, false)).hasMessageContaining("than were handed out");
    invariants.left(10);
    assertThatThrownBy(() -> invariants.arrived(HERE, 11)).hasMessageContaining("than left");
  }

  @Test
  void bytesThatVanishAreNoticed() {
    invariants.left(10);
    invariants.arrived(HERE, 9);
    assertThatThrownBy(invariants::ended).hasMessageContaining("10 bytes left, but 9");
    invariants.arrived(HERE, 1);
    assertThatCode(invariants::ended).doesNotThrowAnyException();
  }

  @Test
  void speakingToAClosedPeerIsNoticed() {
    invariants.input(HERE, new Input.PeerClosed(OF_THERE));
    assertThatThrownBy(() -> ask(1)).hasMessageContaining("not open");
  }

  @Test
  void completionWithTooFewBytesIsNoticed() {
    SwarmCounters counters = new SwarmCounters(130, 20, 10);
    assertThatThrownBy(() -> invariants.completed(HERE, counters, 101))
        .hasMessageContaining("complete with 100 of 101");
    assertThatCode(() -> invariants.completed(HERE, counters, 100)).doesNotThrowAnyException();
  }

  @Test
  void losingAPieceIsNoticed() {
    invariants.has(HERE, 5);
    invariants.has(THERE, 4);
    assertThatThrownBy(() -> invariants.has(HERE, 4)).hasMessageContaining("lost pieces: has 4");
  }

  @Test
  void comingBackWithLessIsNoticed() {
    invariants.has(HERE, 5);
    invariants.cameBack(THERE, HERE);
    assertThatThrownBy(() -> invariants.has(THERE, 4)).hasMessageContaining("lost pieces: has 4");
    assertThatCode(() -> invariants.has(THERE, 5)).doesNotThrowAnyException();
  }

  @Test
  void piecesAreCountedAfterEachHaveInASmallSwarmAndSometimesInALargeOne() {
    Input news = new Input.PeerHas(OF_THERE, List.of(1));
    assertThat(looks(new Invariants(1_000, SwarmSettings.defaults(), 1), news)).isEqualTo(6_400);
    Invariants large = new Invariants(1_001, SwarmSettings.defaults(), 1);
    assertThat(looks(large, news)).isBetween(50, 200);
    assertThat(looks(large, new Input.Woke())).isEqualTo(6_400);
  }

  private static int looks(Invariants invariants, Input input) {
    return (int) IntStream.range(0, 6_400).filter(_ -> invariants.isLookDue(input)).count();
  }

  /** These records are those of the simulation: cores with default settings break tighter ones. */
  @Test
  void simulationStopsWhenARuleIsBroken() {
    Scenario scenario = Scenario.equal(2, 8 << 20, 64 << 10, 2_500_000).withSeed(5);
    Invariants tight = new Invariants(3, tight(), 1);
    assertThatThrownBy(() -> Simulation.run(scenario, tight))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("gave more credit than the most")
        .hasMessageEndingWith("seed 5");
  }

  private static SwarmSettings tight() {
    SwarmSettings s = SwarmSettings.defaults();
    SwarmSettings.Credit credit =
        new SwarmSettings.Credit(1, 1, s.credit().flowNanosMin(), s.credit().pushNanosMin());
    return new SwarmSettings(
        s.blockBytes(), s.uplink(), s.window(), credit, s.reask(), s.endGame(), s.limits());
  }
}
