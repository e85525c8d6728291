package covey.node.transfer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A limit on bytes a second for the whole node: whoever moves bytes acquires them first.
 *
 * <p>A virtual clock says when the link is free again; each acquisition moves it on by what the
 * bytes cost, first come first served, so that connections that acquire small chunks share the rate
 * evenly. At most {@link #BURST_NANOS} of idle time is made good. Thread-safe.
 */
public final class RateLimit {
  private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** No waiter sleeps longer without looking at the rate again. */
  private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** A chunk takes this long at the limit: half of the burst, so that who is late catches up. */
  private static final double CHUNK_SECONDS = 0.01;

  private static final int SMALLEST_CHUNK_BYTES = 4 << 10;
  private static final int LARGEST_CHUNK_BYTES = 256 << 10;

  private final ReentrantLock lock = new ReentrantLock(true);
  private volatile long bytesPerSecond;
  private long freeAtNanos = System.nanoTime();

  /** A limit of so many bytes a second; 0 is none. */
  public RateLimit(long bytesPerSecond) {
    set(bytesPerSecond);
  }

  /** Changes the limit; 0 is none. Waiters notice within 200 ms. */
  public void set(long newBytesPerSecond) {
    if (newBytesPerSecond < 0) {
      throw new IllegalArgumentException("rate " + newBytesPerSecond + " is negative");
    }
    bytesPerSecond = newBytesPerSecond;
  }

  /** The limit in bytes a second; 0 is none. */
  public long bytesPerSecond() {
    return bytesPerSecond;
  }

  /** How much of {@code wantedBytes} to acquire and move at a time. */
  int chunkBytes(int wantedBytes) {
    long rate = bytesPerSecond;
    if (rate == 0) {
      return wantedBytes;
    }
    long chunk = (long) (rate * CHUNK_SECONDS);
    return Math.min(wantedBytes, Math.clamp(chunk, SMALLEST_CHUNK_BYTES, LARGEST_CHUNK_BYTES));
  }

  /** Waits until so many bytes may move. */
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
   * How long to wait before asking again, 0 if bytes may move now. For {@link #acquire}, or for who
   * has a lock of its own and never acquires.
   */
  long waitNanos() {
    long wait = bytesPerSecond == 0 ? 0 : freeAtNanos - System.nanoTime();
    return Math.clamp(wait, 0, NAP_NANOS);
  }

  /** Bytes move now, under the lock under which {@link #waitNanos} was 0. */
  void take(int bytes) {
    long rate = bytesPerSecond;
    if (rate > 0) {
      long from = Math.max(freeAtNanos, System.nanoTime() - BURST_NANOS);
      freeAtNanos = from + (long) (bytes * 1e9 / rate);
    }
  }
}
