package covey.node.transfer;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all connections and sessions of a node share: limits, buffers, threads and meters. */
public final class TransferContext implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TransferContext.class);

  /** The most bytes of blocks read but not yet written, for the whole node. */
  private static final long IN_FLIGHT_BYTES = 48L << 20;

  private final RateLimit up;
  private final RateLimit down;
  private final UplinkScheduler turns;
  private final ThroughputMeter upMeter = new ThroughputMeter();
  private final ThroughputMeter downMeter = new ThroughputMeter();
  private final BlockBuffers buffers = new BlockBuffers(IN_FLIGHT_BYTES);
  private final AtomicLong connectionNumbers = new AtomicLong();
  private final ExecutorService hashers =
      Executors.newFixedThreadPool(
          Math.max(2, Runtime.getRuntime().availableProcessors()),
          Thread.ofPlatform().daemon().name("covey-hash-", 0).factory());
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("covey-timer").factory());

  /** Creates a context with limits in bytes per second; 0 means no limit. */
  public TransferContext(long upBytesPerSecond, long downBytesPerSecond) {
    up = new RateLimit(upBytesPerSecond);
    down = new RateLimit(downBytesPerSecond);
    turns = new UplinkScheduler(up);
  }

  /** Returns the limit on payload sent. */
  public RateLimit up() {
    return up;
  }

  /** Returns the limit on payload received. */
  public RateLimit down() {
    return down;
  }

  /** Returns what decides which bytes leave next within the limit on payload sent. */
  UplinkScheduler turns() {
    return turns;
  }

  /** Returns the meter of payload sent. */
  public ThroughputMeter upMeter() {
    return upMeter;
  }

  /** Returns the meter of payload received. */
  public ThroughputMeter downMeter() {
    return downMeter;
  }

  /**
   * Runs a short task periodically. The task must not block; an exception that it throws is a bug
   * and is logged. An Error goes to the thread's handler of uncaught exceptions.
   */
  public void every(Duration interval, Runnable task) {
    long nanos = interval.toNanos();
    keep(timer.scheduleWithFixedDelay(guarded(task), nanos, nanos, TimeUnit.NANOSECONDS));
  }

  /** Runs a short task once, which must not block; does nothing if the node is closing. */
  void after(long nanos, Runnable task) {
    try {
      keep(timer.schedule(guarded(task), nanos, TimeUnit.NANOSECONDS));
    } catch (RejectedExecutionException e) {
      LOG.debug("the node is closing: {}", e.getMessage());
    }
  }

  private static Runnable guarded(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException e) {
        LOG.error("a timed task failed by a bug", e);
      } catch (Error e) {
        // The executor would keep it for itself, and never run the task again.
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        throw e;
      }
    };
  }

  /** Drops the future of a timed task: its exceptions are logged where it runs. */
  private static void keep(Future<?> unused) {}

  /** Returns the size of the next chunk of relayed bytes, at most {@code wantedBytes}. */
  public int passOnChunkBytes(int wantedBytes) {
    return up.chunkBytes(wantedBytes);
  }

  /** Waits until this many relayed bytes may leave within the limit on payload sent. */
  public void passOn(int bytes) throws InterruptedIOException {
    turns.passOn(bytes);
  }

  BlockBuffers buffers() {
    return buffers;
  }

  /** Returns the threads that hash and write, apart from the sockets' threads. */
  ExecutorService hashers() {
    return hashers;
  }

  long nextConnectionNumber() {
    return connectionNumbers.incrementAndGet();
  }

  @Override
  public void close() {
    timer.shutdownNow();
    hashers.shutdown();
  }
}
