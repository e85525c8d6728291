package covey.node.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TapeTest {
  @Test
  void whatComesInGreatNumbersIsSummedUpWhenTheTapeIsFullAndCrowdsOutNothing() {
    Tape tape = new Tape(0);
    for (int i = 0; i < 100_000; i++) {
      tape.add(Way.RECEIVED, 1, i, new Said("Block", "", 10, 0));
    }
    tape.add(Way.SENT, 1, 100_000, new Said("Goodbye", "done", 0, 0));

    Sum all = tape.all().stream().map(Sum::of).reduce(Sum.NOTHING, Sum::plus);
    assertThat(all).isEqualTo(new Sum(100_001, 1_000_000, 0));
    assertThat(tape.all()).hasSize(Tape.MOST_BULK + 2);
    assertThat(tape.missing()).isEqualTo(Sum.NOTHING);
  }

  @Test
  void otherMessagesBeyondTheBoundAreCounted() {
    Tape tape = new Tape(0);
    for (int i = 0; i < Tape.MOST + 7; i++) {
      tape.add(Way.SENT, 1, i, new Said("Lookup", "", 0, 0));
    }

    assertThat(tape.all()).hasSize(Tape.MOST);
    assertThat(tape.missing().count()).isEqualTo(7);
  }
}
