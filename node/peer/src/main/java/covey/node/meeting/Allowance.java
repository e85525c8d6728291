package covey.node.meeting;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * So many times within a window for each key, and so many for all keys together. What it remembers
 * is bounded by the latter. Thread-safe.
 */
final class Allowance<K> {
  private final int mostOfKey;
  private final int mostOfAll;
  private final long windowNanos;
  private final Map<K, Integer> used = new LinkedHashMap<>();
  private long windowStartNanos;
  private int usedOfAll;

  /** Each key {@code mostOfKey} times in a window, all together {@code mostOfAll} times. */
  Allowance(int mostOfKey, int mostOfAll, Duration window, long nowNanos) {
    this.mostOfKey = mostOfKey;
    this.mostOfAll = mostOfAll;
    windowNanos = window.toNanos();
    windowStartNanos = nowNanos;
  }

  /** Whether it is allowed once more; counts only if it is. */
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
