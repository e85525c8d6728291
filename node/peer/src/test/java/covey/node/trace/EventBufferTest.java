package covey.node.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventBufferTest {
  private static final int MOST = 1_000;

  @Test
  void frequentMessagesAreSummedUpWhenTheBufferIsFullAndCrowdOutNothing() {
    EventBuffer tape = new EventBuffer(0, MOST);
    for (int i = 0; i < 100_000; i++) {
      tape.add(Direction.RECEIVED, 1, i, new MessageSummary("Block", "", 10, 0));
    }
    tape.add(Direction.SENT, 1, 100_000, new MessageSummary("Goodbye", "done", 0, 0));

    MessageTotals all =
        tape.all().stream().map(Event::sum).reduce(MessageTotals.NOTHING, MessageTotals::plus);
    assertThat(all).isEqualTo(new MessageTotals(100_002, 1_000_000, 0));
    assertThat(tape.all()).hasSize(MOST / 5 * 4 + 3);
    assertThat(tape.all()).filteredOn(event -> event.way() == Direction.NOTE).hasSize(1);
    assertThat(tape.missing()).isEqualTo(MessageTotals.NOTHING);
  }

  @Test
  void otherMessagesBeyondTheBoundAreCounted() {
    EventBuffer tape = new EventBuffer(0, MOST);
    for (int i = 0; i < MOST + 7; i++) {
      tape.add(Direction.SENT, 1, i, new MessageSummary("Lookup", "", 0, 0));
    }

    assertThat(tape.all()).hasSize(MOST + 1);
    assertThat(tape.missing().count()).isEqualTo(7);
  }
}
