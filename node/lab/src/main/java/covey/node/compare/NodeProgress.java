package covey.node.compare;

import covey.node.runtime.ShareStatus;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The progress of one node in a run. Used by one thread. */
final class NodeProgress {
  private @Nullable Double firstByteSeconds;
  private @Nullable Double seconds;
  private double lastNewSeconds;
  private double longestGapSeconds;
  private boolean lost;
  private @Nullable ShareStatus last;

  /** Takes the current status of the share. */
  void update(double now, ShareStatus share) {
    long before = haveBytes();
    last = share;
    if (seconds != null) {
      return;
    }
    if (share.haveBytes() > before) {
      gapUntil(now);
      lastNewSeconds = now;
      if (firstByteSeconds == null) {
        firstByteSeconds = now;
      }
    }
    if (share.state().equals("seeding")) {
      seconds = now;
    }
  }

  /** Ends the observation at the end of the run. */
  void end(double now) {
    if (seconds == null && !lost) {
      gapUntil(now);
    }
  }

  /** Marks the node as the victim of the failure. */
  void lose() {
    lost = seconds == null;
  }

  /** Reports whether the node is complete or lost. */
  boolean isOver() {
    return lost || seconds != null;
  }

  @Nullable Double seconds() {
    return seconds;
  }

  @Nullable Double firstByteSeconds() {
    return firstByteSeconds;
  }

  double longestGapSeconds() {
    return longestGapSeconds;
  }

  long haveBytes() {
    return last(ShareStatus::haveBytes);
  }

  /** A figure of the share as it was last seen; 0 before that. */
  long last(ToLongFunction<ShareStatus> figure) {
    ShareStatus known = last;
    return known == null ? 0 : figure.applyAsLong(known);
  }

  RunResult.NodeResult result() {
    return new RunResult.NodeResult(firstByteSeconds, seconds, haveBytes(), lost);
  }

  private void gapUntil(double now) {
    longestGapSeconds = Math.max(longestGapSeconds, now - lastNewSeconds);
  }
}
