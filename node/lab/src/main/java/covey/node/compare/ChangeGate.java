package covey.node.compare;

import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * Through which all changes to nodes of others go: once it is closed, none begins any more.
 * Thread-safe.
 */
final class ChangeGate {
  private static final long PATIENCE_MILLIS = 1_000;

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private volatile boolean closed;

  /** Something that changes a node. */
  interface Change<T> {
    T make() throws IOException, NodeProblem;
  }

  /** Makes the change; IOException if the gate is closed. */
  <T> T pass(Change<T> change) throws IOException, NodeProblem {
    lock.readLock().lock();
    try {
      if (closed) {
        throw new IOException("the comparison was ended");
      }
      return change.make();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** Lets no more through; gives what is on its way a second. */
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
