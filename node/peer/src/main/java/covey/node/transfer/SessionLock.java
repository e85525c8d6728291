package covey.node.transfer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A session's lock. A thread holds at most one guard at a time, so guards cannot deadlock: whatever
 * may take the guard of another session is put off by {@link #afterwards}.
 */
final class SessionLock {
  /** The guard that this thread holds; kept only where assertions are enabled. */
  private static final ThreadLocal<@Nullable SessionLock> HELD = new ThreadLocal<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Runnable> putOff = new ArrayDeque<>();

  /** Runs the body under the guard, then whatever the body put off, without it. */
  void run(Runnable body) {
    get(
        () -> {
          body.run();
          return true;
        });
  }

  /** As {@link #run}, and returns the body's result. */
  <T> T get(Supplier<T> body) {
    assert HELD.get() == null || HELD.get() == this : "this thread holds the guard of a session";
    lock.lock();
    try {
      assert hold(this);
      return body.get();
    } finally {
      release();
    }
  }

  /** Puts a task off until this thread has left the guard, which it must hold. */
  void afterwards(Runnable task) {
    if (!lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("put off without holding the guard");
    }
    putOff.add(task);
  }

  private void release() {
    List<Runnable> tasks = List.of();
    if (lock.getHoldCount() == 1) {
      if (!putOff.isEmpty()) {
        tasks = List.copyOf(putOff);
        putOff.clear();
      }
      assert hold(null);
    }
    lock.unlock();
    tasks.forEach(Runnable::run);
  }

  private static boolean hold(@Nullable SessionLock guard) {
    HELD.set(guard);
    return true;
  }
}
