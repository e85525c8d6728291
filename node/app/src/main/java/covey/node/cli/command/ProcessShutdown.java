package covey.node.cli.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Closes resources when the process ends, in reverse order, whether the command returns or a signal
 * arrives. Owns the only shutdown hook of the process. Thread-safe.
 */
public final class ProcessShutdown {
  /** Less than the 5 s within which a signal ends the process, by the command line's contract. */
  private static final int MAX_SECONDS = 4;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean signalled;
  private volatile int exitCodeOnSignal = -1;
  private volatile String messageOnSignal = "";

  /** Installs the hook. */
  public void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::signal, "covey-end"));
  }

  /** Closes {@code resource} when the process ends, and returns it. */
  public synchronized <T extends AutoCloseable> T closeAtExit(T resource) {
    open.push(resource);
    return resource;
  }

  /** Sets the exit code that a signal ends the process with from now on. */
  public void exitCodeOnSignal(int exitCode) {
    exitCodeOnSignal = exitCode;
  }

  /** Sets the line that is printed when a signal arrives. */
  public void messageOnSignal(String message) {
    messageOnSignal = message;
  }

  /** Returns whether a signal arrived; errors of the command are then its consequence. */
  public boolean isSignalled() {
    return signalled;
  }

  /** Waits for a signal. */
  public void awaitSignal() throws InterruptedException {
    over.await();
  }

  /** Closes all resources once; returns when they are closed, or after 4 s. */
  private void closeAll() {
    Deque<AutoCloseable> todo;
    synchronized (this) {
      todo = new ArrayDeque<>(open);
      open.clear();
    }
    if (todo.isEmpty()) {
      return;
    }
    Thread closer = Thread.ofPlatform().daemon().name("covey-close").start(() -> close(todo));
    try {
      closer.join(TimeUnit.SECONDS.toMillis(MAX_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Deque<AutoCloseable> todo) {
    for (AutoCloseable resource : todo) {
      try {
        resource.close();
      } catch (Exception e) {
        // Go on with the others; the operating system releases this one with the process.
        System.err.println("covey: error while stopping: " + e.getMessage());
      }
    }
  }

  private void signal() {
    signalled = true;
    if (!messageOnSignal.isEmpty()) {
      System.err.println(messageOnSignal);
    }
    closeAll();
    over.countDown();
    if (exitCodeOnSignal >= 0) {
      System.out.flush();
      // Only halt replaces the exit code that the signal implies.
      Runtime.getRuntime().halt(exitCodeOnSignal);
    }
  }

  /** Ends the process after a command returned, unless a signal is ending it. */
  public void exit(int code) {
    if (signalled) {
      return;
    }
    closeAll();
    exitCodeOnSignal = code;
    messageOnSignal = "";
    System.exit(code);
  }
}
