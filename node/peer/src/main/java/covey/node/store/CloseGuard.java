package covey.node.store;

import java.io.IOException;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Allows work on a store until it ends, and makes the end wait for work under way: nothing is
 * written into a deleted folder, and no lock is taken again after it was released. Thread-safe.
 */
final class CloseGuard {
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean over;

  /** Work that may fail with an I/O error. */
  interface Work<T> {
    T run() throws IOException;
  }

  /** Does the work; throws {@link OverException} if the store has ended. */
  <T> T during(Work<T> work) throws IOException {
    lock.readLock().lock();
    try {
      if (over) {
        throw new OverException();
      }
      return work.run();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Waits for work under way and ends; returns false if it has ended before. */
  boolean end() {
    lock.writeLock().lock();
    try {
      boolean first = !over;
      over = true;
      return first;
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** The store was closed. */
  static final class OverException extends IOException {
    private static final long serialVersionUID = 1L;

    OverException() {
      super("the share was closed");
    }
  }
}
