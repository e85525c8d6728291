package covey.node.diagram;

import static org.assertj.core.api.Assertions.assertThat;

import covey.node.trace.Direction;
import covey.node.trace.Event;
import covey.node.trace.MessageTotals;
import covey.node.trace.Trace;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiagramTest {
  @Test
  void manyBlocksBecomeOneArrowWithTheirNumberAndTimes() {
    Diagram diagram = Diagram.of(SampleTrace.download());

    assertThat(labels(diagram))
        .containsExactly(
            "0.001 s Lookup: share mfrgg",
            "0.002 s LookedUp: 1 provider, 1 complete",
            "0.010 s Hello: dials",
            "0.310\u20131.199 s Block \u00d7 128, 2.0 MiB",
            "0.310\u20131.199 s Have \u00d7 128, 256 pieces",
            "1.500 s the tracker does not answer",
            "1.600 s Block, 100 B",
            "1.700 s Connection ends: without Goodbye",
            "1.800 s Dial: connection refused");
  }

  @Test
  void keepAliveMessagesAreLeftOutAndCounted() {
    assertThat(Diagram.of(SampleTrace.download()).remarks())
        .containsExactly(
            "Recorded from 2026-11-26T08:00:00.123Z, which is second 0: 262 messages, 2.0 MiB"
                + " of payload, in 9 rows.",
            "Not drawn: 128 Ping or Pong messages.");
  }

  @Test
  void pauseOrAnotherMessageBeginsANewArrow() {
    SampleTrace exchange = new SampleTrace(2);
    exchange.block(0.1, Direction.RECEIVED, 2, 1).block(0.2, Direction.RECEIVED, 2, 1);
    exchange.block(0.2, Direction.RECEIVED, 3, 1).say(0.3, Direction.SENT, 2, "Open", "another");
    exchange.block(0.4, Direction.RECEIVED, 2, 1).block(1.6, Direction.RECEIVED, 2, 1);
    exchange.block(1.7, Direction.RECEIVED, 3, 1);

    assertThat(labels(Diagram.of(exchange.recording(""))))
        .containsExactly(
            "0.100\u20130.200 s Block \u00d7 2, 2 B",
            "0.200 s Block, 1 B",
            "0.300 s Open: another",
            "0.400 s Block, 1 B",
            "1.600 s Block, 1 B",
            "1.700 s Block, 1 B");
  }

  @Test
  void totalsOfRowsAreThoseOfTheRecordingAtEveryDegreeOfFolding() {
    for (int seed = 0; seed < 100; seed++) {
      Trace recording = random(seed);
      List<Event> events = recording.events();
      MessageTotals recorded =
          events.stream()
              .filter(event -> event.way() != Direction.NOTE)
              .map(Event::sum)
              .reduce(MessageTotals.NOTHING, MessageTotals::plus);
      long notes = events.stream().filter(event -> event.way() == Direction.NOTE).count();
      for (Folding.Degree degree : Folding.Degree.values()) {
        Columns columns = Columns.of(recording, events, 3 + seed % 10);
        List<Row> rows = Folding.rows(events, columns, degree);

        assertThat(Diagram.sum(rows)).as("seed %d", seed).isEqualTo(recorded);
        assertThat(rows.stream().filter(Row.Note.class::isInstance)).hasSize((int) notes);
        assertThat(rows).isSortedAccordingTo((a, b) -> Double.compare(a.seconds(), b.seconds()));
        assertThat(columns.lifelines()).hasSizeLessThanOrEqualTo(3 + seed % 10);
      }
    }
  }

  @Test
  void peersWithTheMostBytesHaveALifelineAndTheRestShareOne() {
    SampleTrace exchange = new SampleTrace(30);
    for (int i = 0; i < 30; i++) {
      exchange.block(i * 0.01, Direction.RECEIVED, i + 2, 1000 + i);
    }
    exchange.say(0.5, Direction.SENT, 1, "Describe", "");

    List<Lifeline> lifelines = Diagram.of(exchange.recording("")).lifelines();

    assertThat(lifelines.stream().map(Lifeline::title))
        .hasSize(12)
        .startsWith("tracker", "this node")
        .contains("peer peernode")
        .endsWith("21 other peers");
    assertThat(lifelines.stream().map(Lifeline::address)).contains("192.0.2.2:31", "192.0.2.2:23");
  }

  @Test
  void rowsThatDoNotFitAreLeftOutAndCounted() {
    SampleTrace exchange = new SampleTrace(1);
    for (int i = 0; i < 400; i++) {
      exchange.say(i, Direction.NOTE, 0, "Note", "turn " + i).block(i + 0.5, Direction.SENT, 2, 10);
    }

    Diagram diagram = Diagram.of(exchange.recording(""));

    assertThat(diagram.rows()).hasSize(300);
    assertThat(diagram.remarks())
        .contains("Left out at the end: 250 messages, 2.4 KiB of payload.");
  }

  private static List<String> labels(Diagram diagram) {
    return diagram.rows().stream().map(DiagramTest::label).toList();
  }

  private static String label(Row row) {
    return switch (row) {
      case Row.Arrow arrow -> arrow.when() + " " + arrow.label();
      case Row.Note note -> note.when() + " " + note.text();
    };
  }

  private static Trace random(int seed) {
    Random random = new Random(seed);
    List<String> kinds = List.of("Block", "Have", "Lookup", "Open", "Ping", "Credit", "Follow");
    int peers = 1 + random.nextInt(20);
    SampleTrace exchange = new SampleTrace(peers);
    double seconds = 0;
    for (int i : IntStream.range(0, random.nextInt(1500)).toArray()) {
      seconds += random.nextDouble() * random.nextDouble() * 0.1;
      Direction way =
          random.nextInt(500) == 0 ? Direction.NOTE : Direction.values()[random.nextInt(3)];
      int party = way == Direction.NOTE ? 0 : random.nextInt(peers + 2);
      String kind = kinds.get(random.nextInt(kinds.size()));
      if (kind.equals("Block")) {
        exchange.block(
            seconds, way == Direction.NOTE ? Direction.SENT : way, party, random.nextInt(1 << 20));
      } else {
        exchange.say(seconds, way, party, kind, i % 3 == 0 ? "words " + i % 7 : "");
      }
    }
    return exchange.recording("");
  }
}
