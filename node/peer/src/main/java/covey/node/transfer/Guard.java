package covey.node.transfer;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A lock that runs things: what a session does with its core and its links is done under one. */
final class Guard {
  private final ReentrantLock lock = new ReentrantLock();

  void run(Runnable body) {
    lock.lock();
    try {
      body.run();
    } finally {
      lock.unlock();
    }
  }

  <T> T get(Supplier<T> body) {
    lock.lock();
    try {
      return body.get();
    } finally {
      lock.unlock();
    }
  }
}
