package covey.node.cli.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How this process ends: what must be closed, last opened first, whether the command returns or a
 * signal comes. Thread-safe; the one shutdown hook of the process.
 */
public final class ProcessShutdown {
  /** cli.md promises 5 s from the signal to the end of the process. */
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

  /** Closes {@code resource} at the end. */
  public synchronized <T extends AutoCloseable> T closeAtExit(T resource) {
    open.push(resource);
    return resource;
  }

  /** From here on a signal is an ordinary end with this exit code, not an interruption. */
  public void exitCodeOnSignal(int exitCode) {
    exitCodeOnSignal = exitCode;
  }

  /** What to tell the user when a signal interrupts the command. */
  public void messageOnSignal(String message) {
    messageOnSignal = message;
  }

  /** A signal has come: errors of the running command are its consequence. */
  public boolean isSignalled() {
    return signalled;
  }

  /** Waits for a signal. */
  public void awaitSignal() throws InterruptedException {
    over.await();
  }

  /** Closes everything once; returns when done or after 4 s. */
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
        // The rest must still be closed; what could not be is released with the process.
        System.err.println("covey: while stopping: " + e.getMessage());
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
      // A hook cannot change the code that the signal gave in any other way.
      Runtime.getRuntime().halt(exitCodeOnSignal);
    }
  }

  /** Ends the process after a command that returned by itself. */
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
