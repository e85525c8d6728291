package covey.node.modes;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Asks a second member if the first does not answer soon, and takes the first answer, so that a
 * frozen member costs a quarter of a second instead of a timeout.
 *
 * <p>Source: the "hedged requests" of Dean and Barroso, The Tail at Scale, CACM 56(2), 2013.
 * Thread-safe.
 */
final class HedgedRequests {
  // Healthy members answer within milliseconds. A slow member still answers pings.
  private static final Duration PING_AFTER = Duration.ofMillis(120);
  private static final Duration SECOND_AFTER = Duration.ofMillis(120);

  private final Elsewhere elsewhere;

  HedgedRequests(Elsewhere elsewhere) {
    this.elsewhere = elsewhere;
  }

  /** Provides the second member. */
  interface Elsewhere {
    /**
     * Returns a connection to a member other than {@code first}; throws IOException if it reaches
     * none.
     */
    TrackerLink instead(TrackerLink first) throws IOException;

    /** Called when {@code second} answered and {@code first} sent nothing, not even a pong. */
    void silent(TrackerLink first, TrackerLink second);
  }

  /**
   * Asks {@code first}, and a second member if the answer takes long. Throws BrokenException if the
   * first breaks or stays silent and the second does not answer.
   */
  DirectoryAnswer ask(TrackerLink first, DirectoryVerb verb) throws IOException {
    if (!mayBePutTwice(verb)) {
      return first.ask(verb);
    }
    long askedNanos = System.nanoTime();
    CompletableFuture<DirectoryAnswer> answer = first.begin(verb);
    try {
      if (isDone(answer, PING_AFTER)) {
        return first.await(answer);
      }
      Thread.ofVirtual().name("hedge-ping").start(() -> ping(first));
      if (isDone(answer, SECOND_AFTER)) {
        return first.await(answer);
      }
      return first.await(either(answer, elsewhere(first, askedNanos, verb)));
    } finally {
      answer.cancel(false);
    }
  }

  /**
   * Returns false for Follow, which waits for news, and TakeSeat, which reserves a seat, among
   * others.
   */
  private static boolean mayBePutTwice(DirectoryVerb verb) {
    return switch (verb) {
      case DirectoryVerb.Announce _,
          DirectoryVerb.Withdraw _,
          DirectoryVerb.Lookup _,
          DirectoryVerb.Search _,
          DirectoryVerb.Describe _ ->
          true;
      default -> false;
    };
  }

  private static boolean isDone(CompletableFuture<?> answer, Duration within) throws IOException {
    try {
      var _ = answer.get(within.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking", e);
    }
  }

  private static void ping(TrackerLink first) {
    try {
      first.ping();
    } catch (IOException e) {
      // The request fails too, with the reason.
      return;
    }
  }

  private CompletableFuture<DirectoryAnswer> elsewhere(
      TrackerLink first, long askedNanos, DirectoryVerb verb) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            TrackerLink second = elsewhere.instead(first);
            DirectoryAnswer answer = second.ask(verb);
            if (answer instanceof DirectoryAnswer.Failed failed) {
              throw new IOException(failed.sentence());
            }
            if (first.heardNanos() - askedNanos < 0) {
              elsewhere.silent(first, second);
            }
            return answer;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        task -> Thread.ofVirtual().name("hedge").start(task));
  }

  /** Returns the first answer; fails once both have failed. */
  private static CompletableFuture<DirectoryAnswer> either(
      CompletableFuture<DirectoryAnswer> first, CompletableFuture<DirectoryAnswer> second) {
    return first
        .exceptionallyCompose(lost -> second)
        .applyToEither(second.exceptionallyCompose(lost -> first), Function.identity());
  }
}
