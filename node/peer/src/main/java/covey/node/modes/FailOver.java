package covey.node.modes;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decides when mode `auto` leaves a silent tracker, and when it returns to one that answers. Time
 * and randomness come from outside; not thread-safe.
 *
 * <p>Nodes that leave together must not come back together: before it returns, each announces to
 * the tracker at a time of its own within {@link Patience#announceWithin}, and none returns before
 * that has passed, so that whoever is first on the tracker finds all there.
 */
final class FailOver {
  private final Patience patience;
  private final RandomGenerator random;
  private boolean onTracker = true;
  private boolean joined;
  private long movedNanos;
  private boolean answering;
  private long answeringSinceNanos;
  private boolean told;
  private long leaveAfterNanos;
  private long announceAfterNanos;
  private long returnAfterNanos;

  /**
   * How patient it is.
   *
   * @param leaveAfter silence of the tracker that is borne, and up to a sixth more at random
   * @param quietFor silence up to which the tracker counts as answering
   * @param announceWithin time of answers within which all shares are announced again
   * @param returnAfter time of answers after which it is trusted, at least announceWithin, and up
   *     to a third more at random
   * @param stayJoined how long the members are kept after the return
   */
  record Patience(
      Duration leaveAfter,
      Duration quietFor,
      Duration announceWithin,
      Duration returnAfter,
      Duration stayJoined) {
    /**
     * 3 s, and 10 s, or rather 12: steady announcing is once in 30 s, so that once in 12 s stays
     * well below three times as much.
     */
    static final Patience DEFAULT =
        new Patience(
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            Duration.ofSeconds(12),
            Duration.ofSeconds(12),
            Duration.ofSeconds(30));
  }

  /** What is to be done. */
  enum Step {
    /** Nothing. */
    STAY,
    /** Go on by the members. */
    LEAVE,
    /** Announce to the tracker, and say {@link #told} if that went well. */
    ANNOUNCE,
    /** Go on by the tracker. */
    RETURN,
    /** Leave the members' cluster, which is no longer needed. */
    DISBAND
  }

  FailOver(Patience patience, RandomGenerator random) {
    this.patience = patience;
    this.random = random;
  }

  /** Whether the tracker hosts. */
  boolean onTracker() {
    return onTracker;
  }

  /** What to do now; the tracker was last heard {@code silence} ago. */
  Step next(long nowNanos, Duration silence) {
    return onTracker ? nextOnTracker(nowNanos, silence) : nextOnMembers(nowNanos, silence);
  }

  /** The tracker has been told of all shares. */
  void told() {
    told = true;
  }

  /** How long it has been on the members; empty on the tracker. */
  Optional<Duration> away(long nowNanos) {
    return onTracker ? Optional.empty() : Optional.of(Duration.ofNanos(nowNanos - movedNanos));
  }

  /** How long a tracker that was left has answered again; empty if it does not. */
  Optional<Duration> answering(long nowNanos) {
    return onTracker || !answering
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(nowNanos - answeringSinceNanos));
  }

  private Step nextOnTracker(long nowNanos, Duration silence) {
    long silentNanos = silence.toNanos();
    if (silentNanos < patience.quietFor.toNanos() || leaveAfterNanos == 0) {
      leaveAfterNanos = upToMore(patience.leaveAfter, 6);
    }
    if (silentNanos > leaveAfterNanos) {
      onTracker = false;
      joined = true;
      movedNanos = nowNanos;
      answering = false;
      return Step.LEAVE;
    }
    if (joined && nowNanos - movedNanos > patience.stayJoined.toNanos()) {
      joined = false;
      return Step.DISBAND;
    }
    return Step.STAY;
  }

  private Step nextOnMembers(long nowNanos, Duration silence) {
    if (silence.compareTo(patience.quietFor) > 0) {
      answering = false;
      return Step.STAY;
    }
    if (!answering) {
      answering = true;
      told = false;
      answeringSinceNanos = nowNanos;
      announceAfterNanos = random.nextLong(patience.announceWithin.toNanos());
      returnAfterNanos = upToMore(patience.returnAfter, 3);
    }
    long answeredNanos = nowNanos - answeringSinceNanos;
    if (!told) {
      return answeredNanos >= announceAfterNanos ? Step.ANNOUNCE : Step.STAY;
    }
    if (answeredNanos < returnAfterNanos) {
      return Step.STAY;
    }
    onTracker = true;
    movedNanos = nowNanos;
    leaveAfterNanos = 0;
    return Step.RETURN;
  }

  private long upToMore(Duration least, int part) {
    long nanos = least.toNanos();
    return nanos + random.nextLong(nanos / part + 1);
  }
}
