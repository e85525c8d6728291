package covey.node.transfer;

import covey.node.swarm.Block;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Decides which block leaves next when blocks of several shares wait, on one connection or on
 * several that share the node's limit.
 *
 * <p>Start-time fair queueing (Goyal, Vin, Cheng 1996) by blocks. Each share has a tag in virtual
 * time. The smallest tag goes first and advances by the cost of its bytes, so shares get equal
 * parts, however many connections each uses. A byte costs the fourth root of the share's size: a
 * share gets twice as much as one that is 16 times as large, and none starves. Connections of one
 * share take turns.
 *
 * <p>With a limit, blocks that have begun go before those that have not: they complete as early as
 * possible, and free their connections for messages. Without one, blocks begin at the {@link
 * UplinkPacer}. A connection that waits for a slow socket does not hold up the others.
 *
 * <p>Thread-safe.
 */
final class UplinkScheduler {
  /** How much a share that had nothing waiting for a moment may catch up: one block. */
  private static final int CATCH_UP_BYTES = 256 << 10;

  private final RateLimit limit;
  private final UplinkPacer pace = new UplinkPacer(System.nanoTime());
  private final ReentrantLock lock = new ReentrantLock();

  /** Never signalled: only the limit's clock ends a wait. */
  private final Condition passing = lock.newCondition();

  /** The places whose threads wait, in the order of arrival. */
  private final List<UplinkQueue> waiting = new ArrayList<>();

  /** The one place whose thread sleeps only until the limit allows bytes to leave. */
  private @Nullable UplinkQueue timekeeper;

  private double virtualTime;
  private long turns;

  /** Creates turns on the uplink with this limit, from which nothing else may take. */
  UplinkScheduler(RateLimit limit) {
    this.limit = limit;
  }

  /** Creates a place for one connection; only its writing thread calls begin and proceed. */
  UplinkQueue place() {
    return new UplinkQueue(lock.newCondition());
  }

  /** Adds a waiting block. */
  void add(UplinkQueue place, WaitingBlock block) {
    lock.lock();
    try {
      place.add(block);
    } finally {
      lock.unlock();
    }
  }

  /** Removes a requested block; returns false if it has begun or is unknown. */
  boolean remove(UplinkQueue place, ShareLink link, Block block) {
    lock.lock();
    try {
      return place.remove(link, block);
    } finally {
      lock.unlock();
    }
  }

  /** Drops all waiting blocks. */
  void clear(UplinkQueue place) {
    lock.lock();
    try {
      place.clear();
    } finally {
      lock.unlock();
    }
  }

  boolean isEmpty(UplinkQueue place) {
    lock.lock();
    try {
      return place.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Ends a wait in {@link #begin}, or the next one, because there is something else to send. */
  void call(UplinkQueue place) {
    lock.lock();
    try {
      place.called = true;
      place.changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Returns the size of the next chunk of a block, at most {@code leftBytes}. */
  int chunkBytes(int leftBytes) {
    return limit.chunkBytes(leftBytes);
  }

  /**
   * Waits until a block may begin on a connection, and removes it; its first chunk may be sent at
   * once. Null if there is none, or something else must be sent first.
   */
  @Nullable WaitingBlock begin(UplinkQueue place) throws InterruptedIOException {
    lock.lock();
    try {
      place.begun = false;
      UplinkFlow share = awaitTurn(place) ? next(place) : null;
      WaitingBlock block = share == null ? null : place.poll(share);
      if (share != null && block != null) {
        place.begun = true;
        place.lastTurn = ++turns;
        virtualTime = Math.max(virtualTime, tag(share));
        begun(place, block.block().lengthBytes());
        take(share, chunkBytes(block.block().lengthBytes()));
      }
      return block;
    } finally {
      place.called = false;
      lock.unlock();
    }
  }

  private void begun(UplinkQueue place, int bytes) {
    place.begunNanos = System.nanoTime();
    place.begunBytes = bytes;
    pace.begun(place.begunNanos, bytes);
  }

  /** The block that had begun has been written, or has failed. */
  void end(UplinkQueue place) {
    lock.lock();
    try {
      long now = System.nanoTime();
      pace.ended(now, place.begunBytes, now - place.begunNanos);
    } finally {
      lock.unlock();
    }
  }

  private long waitNanos() {
    return limit.bytesPerSecond() > 0 ? limit.waitNanos() : pace.waitNanos(System.nanoTime());
  }

  /** Waits until this many more bytes of the block that has begun may be sent. */
  void proceed(UplinkQueue place, UplinkFlow share, int bytes) throws InterruptedIOException {
    lock.lock();
    try {
      awaitTurn(place);
      take(share, bytes);
    } finally {
      lock.unlock();
    }
  }

  /** Waits until relayed bytes may leave; they compete with the blocks. */
  void passOn(int bytes) throws InterruptedIOException {
    if (limit.bytesPerSecond() == 0) {
      return;
    }
    lock.lock();
    try {
      for (long wait = limit.waitNanos(); wait > 0; wait = limit.waitNanos()) {
        passing.awaitNanos(wait);
      }
      limit.take(bytes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while relayed bytes waited to leave");
    } finally {
      lock.unlock();
    }
  }

  private void take(UplinkFlow share, int bytes) {
    share.tag = tag(share) + share.cost(bytes);
    limit.take(bytes);
  }

  /** Waits for a turn; returns false if there is no longer anything to wait for. */
  private boolean awaitTurn(UplinkQueue place) throws InterruptedIOException {
    waiting.add(place);
    try {
      while (place.begun || !(place.called || place.isEmpty())) {
        long waitNanos = waitNanos();
        UplinkQueue first = first();
        if (first == place && waitNanos == 0) {
          return true;
        }
        if (first == place) {
          timekeeper = place;
          place.changed.awaitNanos(waitNanos);
        } else {
          if (timekeeper == null || timekeeper == place) {
            wake(first);
          }
          place.changed.await();
        }
      }
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a turn to send");
    } finally {
      waiting.remove(place);
      wake(first());
    }
  }

  private void wake(@Nullable UplinkQueue place) {
    timekeeper = place;
    if (place != null) {
      place.changed.signal();
    }
  }

  private @Nullable UplinkQueue first() {
    UplinkQueue first = null;
    for (UplinkQueue place : waiting) {
      if (first == null || isBefore(place, first)) {
        first = place;
      }
    }
    return first;
  }

  private boolean isBefore(UplinkQueue place, UplinkQueue other) {
    if (place.begun || other.begun) {
      return place.begun && !other.begun;
    }
    int byTag = Double.compare(tag(place), tag(other));
    return byTag != 0 ? byTag < 0 : place.lastTurn < other.lastTurn;
  }

  private double tag(UplinkQueue place) {
    UplinkFlow next = next(place);
    return next == null ? Double.POSITIVE_INFINITY : tag(next);
  }

  private @Nullable UplinkFlow next(UplinkQueue place) {
    UplinkFlow next = null;
    for (UplinkFlow share : place.shares()) {
      if (next == null || tag(share) < tag(next)) {
        next = share;
      }
    }
    return next;
  }

  private double tag(UplinkFlow share) {
    return Math.max(share.tag, virtualTime - share.cost(CATCH_UP_BYTES));
  }
}
