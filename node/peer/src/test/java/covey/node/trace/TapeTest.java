package covey.node.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TapeTest {
  private static final int MOST = 1_000;

  @Test
  void whatComesInGreatNumbersIsSummedUpWhenTheTapeIsFullAndCrowdsOutNothing() {
    Tape tape = new Tape(0, MOST);
    for (int i = 0; i < 100_000; i++) {
      tape.add(Way.RECEIVED, 1, i, new Said("Block", "", 10, 0));
    }
    tape.add(Way.SENT, 1, 100_000, new Said("Goodbye", "done", 0, 0));

    Sum all = tape.all().stream().map(Event::sum).reduce(Sum.NOTHING, Sum::plus);
    assertThat(all).isEqualTo(new Sum(100_002, 1_000_000, 0));
    assertThat(tape.all()).hasSize(MOST / 5 * 4 + 3);
    assertThat(tape.all()).filteredOn(event -> event.way() == Way.NOTE).hasSize(1);
    assertThat(tape.missing()).isEqualTo(Sum.NOTHING);
  }

  @Test
  void otherMessagesBeyondTheBoundAreCounted() {
    Tape tape = new Tape(0, MOST);
    for (int i = 0; i < MOST + 7; i++) {
      tape.add(Way.SENT, 1, i, new Said("Lookup", "", 0, 0));
    }

    assertThat(tape.all()).hasSize(MOST + 1);
    assertThat(tape.missing().count()).isEqualTo(7);
  }
}
