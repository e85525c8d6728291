package covey.node.transfer;

import java.util.concurrent.TimeUnit;

/**
 * How fast blocks may begin where nobody set a limit: a little faster than the uplink was seen to
 * carry them.
 *
 * <p>Sockets take whole blocks at once as long as their buffers are empty, and the link then sends
 * them all side by side: eight copies of a block that are begun together are all late, where one
 * after the other the first is there, and relayed by others, in an eighth of the time. So blocks
 * begin one after the other, at {@link #FULL_GAIN} times what left in the last stretch in which the
 * uplink was never idle. Since that is more than the link carries, sockets fill and hold up who
 * writes to them, which shows the link's rate; as long as they do not, the pace doubles. It is thus
 * never what bounds a transfer for more than a few windows, whatever was measured before.
 *
 * <p>Idle time says nothing and is left out. Not thread-safe; time is System.nanoTime or any other.
 */
final class UplinkPace {
  /** Beyond what sockets are seen to take when they hold up their writers. */
  static final double FULL_GAIN = 1.25;

  /** When they do not: the link may be much faster. */
  static final double FREE_GAIN = 2;

  static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** What may be made good after a pause, so that timers that are late do not slow it down. */
  private static final long CATCH_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private double bytesPerSecond;
  private double gain = FREE_GAIN;
  private long freeAtNanos;
  private int writing;
  private long endedNanos;
  private long sinceNanos;
  private long leftBytes;
  private long writingNanos;

  UplinkPace(long nowNanos) {
    freeAtNanos = nowNanos;
    endedNanos = nowNanos;
    sinceNanos = nowNanos;
  }

  /** How long until the next block may begin; 0 for now. */
  long waitNanos(long nowNanos) {
    return Math.max(0, freeAtNanos - nowNanos);
  }

  /** A block begins to be written to a socket. */
  void begun(long nowNanos, int bytes) {
    if (writing == 0 && nowNanos - Math.max(freeAtNanos, endedNanos) > CATCH_UP_NANOS) {
      restart(nowNanos);
    }
    writing++;
    long from = Math.max(freeAtNanos, nowNanos - CATCH_UP_NANOS);
    freeAtNanos = bytesPerSecond == 0 ? nowNanos : from + nanosFor(bytes);
  }

  private long nanosFor(int bytes) {
    return (long) (bytes * 1e9 / (gain * bytesPerSecond));
  }

  /** A block was written after so long, whole or not. */
  void ended(long nowNanos, int bytes, long tookNanos) {
    writing--;
    endedNanos = nowNanos;
    leftBytes += bytes;
    writingNanos += Math.min(tookNanos, nowNanos - sinceNanos);
    long elapsed = nowNanos - sinceNanos;
    if (elapsed >= WINDOW_NANOS) {
      measured(leftBytes * 1e9 / elapsed, writingNanos > elapsed / 2);
      restart(nowNanos);
    }
  }

  private void measured(double sample, boolean held) {
    gain = held ? FULL_GAIN : FREE_GAIN;
    if (bytesPerSecond == 0 || sample > bytesPerSecond) {
      bytesPerSecond = sample;
    } else if (held) {
      bytesPerSecond += (sample - bytesPerSecond) / 2;
    }
  }

  private void restart(long nowNanos) {
    sinceNanos = nowNanos;
    leftBytes = 0;
    writingNanos = 0;
  }

  /** What the uplink was seen to carry, in bytes a second; 0 while nothing is known. */
  double bytesPerSecond() {
    return bytesPerSecond;
  }
}
