package covey.node.modes;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Decides when mode `auto` leaves a silent tracker, and when it returns to one that answers. Time
 * and randomness are arguments; not thread-safe.
 *
 * <p>Nodes that leave together must not return together. Before it returns, each announces to the
 * tracker at a random time within {@link Patience#announceWithin}. No node returns before that time
 * has passed, so the first node on the tracker finds all shares there.
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
   * The delays before each step.
   *
   * @param leaveAfter the silence after which the node leaves a tracker, plus up to a sixth at
   *     random
   * @param quietFor the longest silence at which the tracker still counts as answering
   * @param announceWithin the time within which the node announces all shares again, once the
   *     tracker answers
   * @param returnAfter how long the tracker must have answered before the node returns, at least
   *     announceWithin, plus up to a third at random
   * @param stayJoined how long the node stays in the members' cluster after the return
   */
  record Patience(
      Duration leaveAfter,
      Duration quietFor,
      Duration announceWithin,
      Duration returnAfter,
      Duration stayJoined) {
    /**
     * Leaves after 3 s and returns after 12 s. The steady rate is one announcement per 30 s, so one
     * per 12 s stays well below three times that rate.
     */
    static final Patience DEFAULT =
        new Patience(
            Duration.ofSeconds(3),
            Duration.ofSeconds(2),
            Duration.ofSeconds(12),
            Duration.ofSeconds(12),
            Duration.ofSeconds(30));
  }

  /** The next action. */
  enum Step {
    /** Nothing. */
    STAY,
    /** Use the members. */
    LEAVE,
    /** Announce to the tracker, and call {@link #told} on success. */
    ANNOUNCE,
    /** Use the tracker. */
    RETURN,
    /** Leave the members' cluster, which is no longer needed. */
    DISBAND
  }

  FailOver(Patience patience, RandomGenerator random) {
    this.patience = patience;
    this.random = random;
  }

  /** Reports whether the tracker is the host. */
  boolean onTracker() {
    return onTracker;
  }

  /** Returns the action for now, if the tracker was last heard {@code silence} ago. */
  Step next(long nowNanos, Duration silence) {
    return onTracker ? nextOnTracker(nowNanos, silence) : nextOnMembers(nowNanos, silence);
  }

  /** Records that all shares were announced to the tracker. */
  void told() {
    told = true;
  }

  /** Returns how long the members have been the host; empty while on the tracker. */
  Optional<Duration> away(long nowNanos) {
    return onTracker ? Optional.empty() : Optional.of(Duration.ofNanos(nowNanos - movedNanos));
  }

  /** Returns how long the tracker has been answering again; empty if it is silent. */
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
