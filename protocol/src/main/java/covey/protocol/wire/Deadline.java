package covey.protocol.wire;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes a socket when the time is up, unless it is closed first. Nothing else ends a blocking read
 * or write in time when bytes keep arriving slowly.
 */
final class Deadline implements AutoCloseable {
  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private final Closeable socket;
  private final Future<?> alarm;
  private volatile boolean passed;

  private Deadline(Closeable socket, Duration in) {
    this.socket = socket;
    this.alarm = TIMER.schedule(this::pass, in.toNanos(), TimeUnit.NANOSECONDS);
  }

  static Deadline closing(Closeable socket, Duration in) {
    return new Deadline(socket, in);
  }

  /** Returns whether the time is up; the socket is then closed or about to be. */
  boolean passed() {
    return passed;
  }

  @Override
  public void close() {
    alarm.cancel(false);
  }

  private void pass() {
    passed = true;
    try {
      socket.close();
    } catch (IOException _) {
      // The descriptor is released even if closing fails.
    }
  }

  private static ScheduledThreadPoolExecutor timer() {
    ScheduledThreadPoolExecutor timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("wire-deadline").factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
