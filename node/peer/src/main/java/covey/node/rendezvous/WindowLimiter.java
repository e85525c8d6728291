package covey.node.rendezvous;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A fixed-window rate limiter with a limit per key and a limit for all keys together; the latter
 * also bounds its memory. Thread-safe.
 */
final class WindowLimiter<K> {
  private final int mostOfKey;
  private final int mostOfAll;
  private final long windowNanos;
  private final Map<K, Integer> used = new LinkedHashMap<>();
  private long windowStartNanos;
  private int usedOfAll;

  /** Allows each key {@code mostOfKey} times per window, and {@code mostOfAll} times in total. */
  WindowLimiter(int mostOfKey, int mostOfAll, Duration window, long nowNanos) {
    this.mostOfKey = mostOfKey;
    this.mostOfAll = mostOfAll;
    windowNanos = window.toNanos();
    windowStartNanos = nowNanos;
  }

  /** Returns whether the key is allowed once more; counts only if it is. */
  synchronized boolean take(K key, long nowNanos) {
    if (nowNanos - windowStartNanos >= windowNanos) {
      windowStartNanos = nowNanos;
      used.clear();
      usedOfAll = 0;
    }
    int ofKey = used.getOrDefault(key, 0);
    if (ofKey >= mostOfKey || usedOfAll >= mostOfAll) {
      return false;
    }
    used.put(key, ofKey + 1);
    usedOfAll++;
    return true;
  }
}
