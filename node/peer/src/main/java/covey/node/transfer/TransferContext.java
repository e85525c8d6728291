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

/** What all connections and sessions of one node share: limits, buffers, threads, meters. */
public final class TransferContext implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TransferContext.class);

  /** Bytes of blocks read but not yet written, for the whole node. */
  private static final long IN_FLIGHT_BYTES = 48L << 20;

  private final RateLimit up;
  private final RateLimit down;
  private final UplinkTurns turns;
  private final Meter upMeter = new Meter();
  private final Meter downMeter = new Meter();
  private final BlockBuffers buffers = new BlockBuffers(IN_FLIGHT_BYTES);
  private final AtomicLong connectionNumbers = new AtomicLong();
  private final ExecutorService hashers =
      Executors.newFixedThreadPool(
          Math.max(2, Runtime.getRuntime().availableProcessors()),
          Thread.ofPlatform().daemon().name("covey-hash-", 0).factory());
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("covey-timer").factory());

  /** With limits in bytes a second; 0 is none. */
  public TransferContext(long upBytesPerSecond, long downBytesPerSecond) {
    up = new RateLimit(upBytesPerSecond);
    down = new RateLimit(downBytesPerSecond);
    turns = new UplinkTurns(up);
  }

  /** The limit on payload sent. */
  public RateLimit up() {
    return up;
  }

  /** The limit on payload received. */
  public RateLimit down() {
    return down;
  }

  /** Whose bytes leave next within the limit on payload sent. */
  UplinkTurns turns() {
    return turns;
  }

  /** Payload sent. */
  public Meter upMeter() {
    return upMeter;
  }

  /** Payload received. */
  public Meter downMeter() {
    return downMeter;
  }

  /**
   * Runs a short task, which must not block, again and again; a task that throws is a bug and is
   * logged.
   */
  public void every(Duration interval, Runnable task) {
    long nanos = interval.toNanos();
    keep(timer.scheduleWithFixedDelay(guarded(task), nanos, nanos, TimeUnit.NANOSECONDS));
  }

  /** Runs a short task, which must not block, once; not at all if the node is closing. */
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
      }
    };
  }

  /** Nobody waits for timed tasks: what they throw is logged where they run. */
  private static void keep(Future<?> unused) {}

  /** How much of {@code wantedBytes} that are only passed on may leave at a time. */
  public int passOnChunkBytes(int wantedBytes) {
    return up.chunkBytes(wantedBytes);
  }

  /** Waits until so many bytes that are only passed on may leave, within the limit on what is. */
  public void passOn(int bytes) throws InterruptedIOException {
    turns.passOn(bytes);
  }

  BlockBuffers buffers() {
    return buffers;
  }

  /** Hashing and writing, off the sockets' threads. */
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
