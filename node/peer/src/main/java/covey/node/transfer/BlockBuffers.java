package covey.node.transfer;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Direct buffers for arriving blocks, and the limit on bytes in flight for the whole node: a reader
 * that finds it reached waits, which slows its sender down. Thread-safe.
 */
final class BlockBuffers {
  private static final int SMALLEST_BYTES = 16 << 10;

  private final long mostBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition released = lock.newCondition();
  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
  private long madeBytes;
  private long lentBytes;

  BlockBuffers(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Returns a buffer with exactly {@code bytes} remaining; waits while too much is lent. */
  ByteBuffer take(int bytes) throws InterruptedException {
    int capacity = Math.max(SMALLEST_BYTES, Integer.highestOneBit(bytes - 1) << 1);
    lock.lockInterruptibly();
    try {
      while (lentBytes > 0 && lentBytes + capacity > mostBytes) {
        released.await();
      }
      lentBytes += capacity;
      return fitting(capacity).clear().limit(bytes);
    } finally {
      lock.unlock();
    }
  }

  /** Returns a buffer to the pool. */
  void give(ByteBuffer buffer) {
    lock.lock();
    try {
      lentBytes -= buffer.capacity();
      free.addFirst(buffer);
      released.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private ByteBuffer fitting(int capacity) {
    for (var each = free.iterator(); each.hasNext(); ) {
      ByteBuffer buffer = each.next();
      if (buffer.capacity() == capacity) {
        each.remove();
        return buffer;
      }
    }
    while (madeBytes + capacity > mostBytes && !free.isEmpty()) {
      madeBytes -= free.removeLast().capacity();
    }
    madeBytes += capacity;
    return ByteBuffer.allocateDirect(capacity);
  }
}
