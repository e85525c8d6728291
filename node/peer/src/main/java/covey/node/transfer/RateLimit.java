package covey.node.transfer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A limit on bytes per second for the whole node. Bytes are acquired before they are moved.
 *
 * <p>A virtual clock says when the link is free again; each acquisition advances it by the time its
 * bytes take. Acquisitions are served first come, first served, so connections that acquire small
 * chunks share the rate evenly. At most {@link #BURST_NANOS} of idle time is made up for.
 * Thread-safe.
 */
public final class RateLimit {
  private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** The longest time that a waiter sleeps before it checks the rate again. */
  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** A chunk takes this long at the limit: half of the burst, so that a late waiter catches up. */
  private static final double CHUNK_SECONDS = 0.01;

  private static final int SMALLEST_CHUNK_BYTES = 4 << 10;
  private static final int LARGEST_CHUNK_BYTES = 256 << 10;

  private final ReentrantLock lock = new ReentrantLock(true);
  private volatile long bytesPerSecond;
  private long freeAtNanos = System.nanoTime();

  /** Creates a limit in bytes per second; 0 means no limit. */
  public RateLimit(long bytesPerSecond) {
    set(bytesPerSecond);
  }

  /** Changes the limit; 0 means no limit. Waiters notice within 200 ms. */
  public void set(long newBytesPerSecond) {
    if (newBytesPerSecond < 0) {
      throw new IllegalArgumentException("rate " + newBytesPerSecond + " is negative");
    }
    bytesPerSecond = newBytesPerSecond;
  }

  /** Returns the limit in bytes per second; 0 means no limit. */
  public long bytesPerSecond() {
    return bytesPerSecond;
  }

  /** Returns the size of the next chunk to acquire and move, at most {@code wantedBytes}. */
  int chunkBytes(int wantedBytes) {
    long rate = bytesPerSecond;
    if (rate == 0) {
      return wantedBytes;
    }
    long chunk = (long) (rate * CHUNK_SECONDS);
    return Math.min(wantedBytes, Math.clamp(chunk, SMALLEST_CHUNK_BYTES, LARGEST_CHUNK_BYTES));
  }

  /** Waits until this many bytes may move. */
  void acquire(int bytes) {
    if (bytesPerSecond == 0) {
      return;
    }
    lock.lock();
    try {
      for (long wait = waitNanos(); wait > 0; wait = waitNanos()) {
        LockSupport.parkNanos(wait);
      }
      take(bytes);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns how long to wait before asking again, 0 if bytes may move now. For {@link #acquire},
   * and for callers that hold their own lock and never call it.
   */
  long waitNanos() {
    long wait = bytesPerSecond == 0 ? 0 : freeAtNanos - System.nanoTime();
    return Math.clamp(wait, 0, NAP_NANOS);
  }

  /** Takes bytes that move now. Call under the lock under which {@link #waitNanos} was 0. */
  void take(int bytes) {
    long rate = bytesPerSecond;
    if (rate > 0) {
      long from = Math.max(freeAtNanos, System.nanoTime() - BURST_NANOS);
      freeAtNanos = from + (long) (bytes * 1e9 / rate);
    }
  }
}
