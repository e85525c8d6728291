package covey.node.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Processes that end together. No process is started after that. Thread-safe. */
public final class ProcessGroup implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 2;

  private final List<Process> spawned = new ArrayList<>();
  private boolean closed;

  /** Starts a process; throws an IOException with a one-line message once the group is closed. */
  synchronized Process spawn(ProcessBuilder builder) throws IOException {
    if (closed) {
      throw new IOException("no process can be started: the group was closed");
    }
    Process process = builder.start();
    spawned.add(process);
    return process;
  }

  /** Kills all processes, and waits a moment for each to end. Idempotent. */
  @Override
  public synchronized void close() {
    closed = true;
    spawned.forEach(Process::destroyForcibly);
    spawned.forEach(ProcessGroup::awaitEnd);
    spawned.clear();
  }

  private static void awaitEnd(Process process) {
    try {
      process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      // It was killed; the system releases its resources later.
      return;
    }
  }
}
