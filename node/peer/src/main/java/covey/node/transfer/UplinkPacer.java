package covey.node.transfer;

import java.util.concurrent.TimeUnit;

/**
 * Decides how fast blocks may begin if there is no limit: slightly faster than the measured rate of
 * the uplink.
 *
 * <p>A socket takes whole blocks at once while its buffer is empty, and the link then sends all of
 * them in parallel. Eight copies of a block that begin together all arrive late; one after the
 * other, the first arrives, and others relay it, in an eighth of the time. So blocks begin one
 * after the other, at {@link #FULL_GAIN} times the rate of the last window in which the uplink was
 * never idle. Since that exceeds the link's rate, sockets fill and block their writers, which
 * reveals the rate; while they do not, the pace doubles. The pace therefore bounds a transfer for a
 * few windows at most, whatever was measured before.
 *
 * <p>Idle time is left out of the measurement. Not thread-safe; time has any origin.
 */
final class UplinkPacer {
  /** Gain over the measured rate when sockets block their writers. */
  static final double FULL_GAIN = 1.25;

  /** Gain when they do not: the link may be much faster. */
  static final double FREE_GAIN = 2;

  static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** The time that may be made up for after a pause, so that late timers do not slow it down. */
  private static final long CATCH_UP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private double bytesPerSecond;
  private double gain = FREE_GAIN;
  private long freeAtNanos;
  private int writing;
  private long endedNanos;
  private long sinceNanos;
  private long leftBytes;
  private long writingNanos;

  UplinkPacer(long nowNanos) {
    freeAtNanos = nowNanos;
    endedNanos = nowNanos;
    sinceNanos = nowNanos;
  }

  /** Returns the time until the next block may begin; 0 if it may begin now. */
  long waitNanos(long nowNanos) {
    return Math.max(0, freeAtNanos - nowNanos);
  }

  /** A block has begun to be written to a socket. */
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

  /** Writing a block has ended after {@code tookNanos}, whether it was written whole or not. */
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

  /** Returns the uplink's measured rate in bytes per second; 0 while unknown. */
  double bytesPerSecond() {
    return bytesPerSecond;
  }
}
