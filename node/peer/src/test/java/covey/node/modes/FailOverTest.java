package covey.node.modes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** When a node leaves and returns to a tracker, in simulated time. */
class FailOverTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final long TICK = SECOND / 4;

  private final List<String> events = new ArrayList<>();
  private long nowNanos = 500 * SECOND;
  private long heardNanos = nowNanos;

  @Test
  void silentTrackerIsLeftAfterThreeSecondsAndReturnedToAfterTwelveOfAnswers() {
    FailOver failOver = new FailOver(FailOver.Patience.DEFAULT, new SplittableRandom(1));
    run(failOver, 5, true);
    run(failOver, 20, false);
    assertThat(secondsOf(FailOver.Step.LEAVE)).hasSize(1);
    assertThat(secondsOf(FailOver.Step.LEAVE).getFirst()).isBetween(8.0, 9.0);
    assertThat(failOver.onTracker()).isFalse();
    assertThat(failOver.answering(nowNanos)).isEmpty();

    run(failOver, 60, true);
    assertThat(failOver.onTracker()).isTrue();
    double returned = secondsOf(FailOver.Step.RETURN).getFirst();
    assertThat(returned).isBetween(25 + 12.0, 25 + 18.0);
    assertThat(secondsOf(FailOver.Step.ANNOUNCE)).hasSize(1);
    assertThat(secondsOf(FailOver.Step.ANNOUNCE).getFirst()).isLessThanOrEqualTo(returned);
    assertThat(secondsOf(FailOver.Step.DISBAND).getFirst() - returned).isBetween(30.0, 30.5);
  }

  @Test
  void trackerThatFallsSilentAgainStartsTheTwelveSecondsAnew() {
    FailOver failOver = new FailOver(FailOver.Patience.DEFAULT, new SplittableRandom(2));
    run(failOver, 10, false);
    run(failOver, 8, true);
    run(failOver, 4, false);
    run(failOver, 10, true);
    assertThat(secondsOf(FailOver.Step.RETURN)).isEmpty();
    run(failOver, 10, true);
    assertThat(secondsOf(FailOver.Step.RETURN)).hasSize(1);
  }

  @Test
  void pauseOfTwoSecondsIsBorne() {
    FailOver failOver = new FailOver(FailOver.Patience.DEFAULT, new SplittableRandom(3));
    run(failOver, 5, true);
    run(failOver, 2, false);
    run(failOver, 5, true);
    assertThat(events).isEmpty();
  }

  @Test
  void membersAreKeptIfTheTrackerFallsSilentSoonAfterTheReturn() {
    FailOver failOver = new FailOver(FailOver.Patience.DEFAULT, new SplittableRandom(4));
    run(failOver, 10, false);
    run(failOver, 30, true);
    run(failOver, 40, false);
    assertThat(secondsOf(FailOver.Step.LEAVE)).hasSize(2);
    assertThat(secondsOf(FailOver.Step.DISBAND)).isEmpty();
  }

  @Test
  void thousandNodesReturnWithinTwentySecondsAndBelowThreeTimesTheSteadyRate() {
    int nodes = 1_000;
    Random random = new Random(5);
    List<Double> announces = new ArrayList<>();
    List<Double> returns = new ArrayList<>();
    for (int node = 0; node < nodes; node++) {
      FailOver failOver = new FailOver(FailOver.Patience.DEFAULT, new SplittableRandom(node));
      events.clear();
      nowNanos = random.nextLong(TICK);
      heardNanos = 0;
      run(failOver, 10, false);
      // The tracker is back at 10 s; each node reaches it when its own back-off ends.
      run(failOver, random.nextDouble(), false);
      run(failOver, 30, true);
      announces.add(secondsOf(FailOver.Step.ANNOUNCE, 0).getFirst());
      returns.add(secondsOf(FailOver.Step.RETURN, 0).getFirst());
    }

    assertThat(returns).allMatch(second -> second < 30);
    // The first may return slightly before the last announces: their back-offs differ by up to 1 s.
    double firstReturn = Collections.min(returns);
    assertThat(announces).allMatch(second -> second < firstReturn + 1.5);
    double steadyPerSecond = nodes / 30.0;
    assertThat(mostWithin(5, announces) / 5.0).isLessThan(3 * steadyPerSecond);
    // By chance, a single second may exceed the rate by a fifth.
    assertThat(mostWithin(1, announces) / 1.0).isLessThan(3 * steadyPerSecond * 1.2);
  }

  private static long mostWithin(double seconds, List<Double> times) {
    return times.stream()
        .mapToLong(from -> times.stream().filter(t -> t >= from && t < from + seconds).count())
        .max()
        .orElse(0);
  }

  private void run(FailOver failOver, double seconds, boolean answers) {
    long end = nowNanos + (long) (seconds * SECOND);
    while (nowNanos < end) {
      if (answers) {
        heardNanos = nowNanos;
      }
      FailOver.Step step = failOver.next(nowNanos, Duration.ofNanos(nowNanos - heardNanos));
      if (step != FailOver.Step.STAY) {
        events.add(step + " " + nowNanos);
      }
      if (step == FailOver.Step.ANNOUNCE) {
        failOver.told();
      }
      nowNanos += TICK;
    }
  }

  private List<Double> secondsOf(FailOver.Step step) {
    return secondsOf(step, 500 * SECOND);
  }

  private List<Double> secondsOf(FailOver.Step step, long startNanos) {
    return events.stream()
        .filter(event -> event.startsWith(step.name()))
        .map(event -> (Long.parseLong(event.split(" ")[1]) - startNanos) / (double) SECOND)
        .toList();
  }
}
