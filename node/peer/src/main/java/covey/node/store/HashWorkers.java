package covey.node.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Runs numbered steps on all cores, in ascending order, each with a {@link HashWorker}. */
final class HashWorkers {
  private HashWorkers() {}

  /** One of the steps. */
  interface Step {
    void run(int index, HashWorker worker) throws IOException;
  }

  /**
   * Runs all steps and returns when they are done. Throws the exception of the first step that
   * fails, and InterruptedIOException if this thread is interrupted.
   */
  static void run(int steps, Step step) throws IOException {
    AtomicInteger next = new AtomicInteger();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>(null);
    List<Thread> threads = new ArrayList<>();
    int workers = Math.min(steps, Runtime.getRuntime().availableProcessors());
    for (int i = 0; i < workers; i++) {
      threads.add(
          Thread.ofPlatform()
              .name("covey-hash-" + i)
              .daemon()
              .start(() -> work(steps, step, next, failure)));
    }
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException e) {
          interrupted = true;
          next.set(steps);
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while hashing");
    }
    rethrow(failure.get());
  }

  private static void work(
      int steps, Step step, AtomicInteger next, AtomicReference<@Nullable Throwable> failure) {
    HashWorker worker = new HashWorker();
    try {
      for (int i = next.getAndIncrement();
          i < steps && failure.get() == null;
          i = next.getAndIncrement()) {
        step.run(i, worker);
      }
    } catch (IOException | RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  private static void rethrow(@Nullable Throwable failure) throws IOException {
    switch (failure) {
      case null -> {}
      case IOException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException("hashing failed", failure);
    }
  }
}
