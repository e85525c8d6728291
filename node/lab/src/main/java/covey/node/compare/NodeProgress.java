package covey.node.compare;

import covey.node.runtime.ShareStatus;
import org.jspecify.annotations.Nullable;

/** How one node has fared so far. Used by one thread. */
final class NodeProgress {
  private @Nullable Double firstByteSeconds;
  private @Nullable Double seconds;
  private double lastNewSeconds;
  private double longestGapSeconds;
  private boolean lost;
  private @Nullable ShareStatus last;

  /** It stands like this now. */
  void see(double now, ShareStatus share) {
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

  /** Nothing more is to be seen of it: the run is over. */
  void end(double now) {
    if (seconds == null && !lost) {
      gapUntil(now);
    }
  }

  /** It is itself what failed. */
  void lose() {
    lost = seconds == null;
  }

  /** Whether there is nothing to wait for any more. */
  boolean isOver() {
    return lost || seconds != null;
  }

  boolean isLost() {
    return lost;
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
    ShareStatus known = last;
    return known == null ? 0 : known.haveBytes();
  }

  long downloadedBytes() {
    ShareStatus known = last;
    return known == null ? 0 : known.downloadedBytes();
  }

  /** What came from the tracker's origin. */
  long originBytes() {
    ShareStatus known = last;
    return known == null ? 0 : known.originBytes();
  }

  long duplicateBytes() {
    ShareStatus known = last;
    return known == null ? 0 : known.duplicateBytes();
  }

  long rejectedBytes() {
    ShareStatus known = last;
    return known == null ? 0 : known.rejectedBytes();
  }

  RunResult.NodeResult result() {
    return new RunResult.NodeResult(firstByteSeconds, seconds, haveBytes(), lost);
  }

  private void gapUntil(double now) {
    longestGapSeconds = Math.max(longestGapSeconds, now - lastNewSeconds);
  }
}
