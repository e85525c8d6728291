package covey.node.runtime;

import covey.protocol.wire.Message;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How far the upload of a share to the origin has come. Thread-safe. */
final class UploadState {
  private final Semaphore reports = new Semaphore(0);
  private boolean running; // guarded by this
  private boolean kept; // guarded by this
  private long depositedBytes; // guarded by this

  /** Begins the upload; false if it is running already. */
  synchronized boolean begin() {
    boolean begins = !running;
    running = true;
    return begins;
  }

  synchronized void end() {
    running = false;
  }

  /** Returns whether an upload is running. */
  synchronized boolean isRunning() {
    return running;
  }

  /** Takes note of the origin's report; false if no upload is running. */
  synchronized boolean reported(Message.DepositState report) {
    if (!running) {
      return false;
    }
    if (report.state() != Message.DepositState.State.REFUSED) {
      depositedBytes = report.haveBytes();
      kept = report.state() == Message.DepositState.State.KEPT;
    }
    reports.release();
    return true;
  }

  /** Waits for the next report, at most {@code millis}. */
  void awaitReport(long millis) throws InterruptedException {
    if (reports.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
      reports.drainPermits();
    }
  }

  /** Returns whether the origin has all of the share. */
  synchronized boolean isKept() {
    return kept;
  }

  /** Returns how many bytes the origin has. */
  synchronized long depositedBytes() {
    return depositedBytes;
  }
}
