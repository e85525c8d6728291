package covey.node.compare;

import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A gate for all changes to nodes that the comparison has not started. Once it is closed, no change
 * begins. Thread-safe.
 */
final class ChangeGate {
  private static final long PATIENCE_MILLIS = 1_000;

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile boolean closed;

  /** A change of a node. */
  interface Change<T> {
    T make() throws IOException, NodeProblem;
  }

  /** Makes the change. Throws an IOException if the gate is closed. */
  <T> T pass(Change<T> change) throws IOException, NodeProblem {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IOException("the comparison has ended");
      }
      return change.make();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Closes the gate, and waits up to one second for changes in progress. */
  void close() {
    closed = true;
    try {
      if (lock.writeLock().tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        lock.writeLock().unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
