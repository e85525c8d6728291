package covey.tests.modes;

import covey.tests.process.CoveyNode;
import covey.tests.process.Measured;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Watches downloads, in a benchmark, and records the longest time that each went without a new
 * verified piece. Thread-safe.
 */
final class Gaps implements AutoCloseable {
  private static final long LOOK_NANOS = 50_000_000;

  private final List<CoveyNode> nodes;
  private final String share;
  private final Map<CoveyNode, Long> bytes = new HashMap<>();
  private final Map<CoveyNode, Long> sinceNanos = new HashMap<>();
  private final Map<String, Long> longestNanos = new LinkedHashMap<>();
  private final Thread thread;
  private String phase = "start";
  private volatile boolean closed;

  Gaps(List<CoveyNode> nodes, String share) {
    this.nodes = new ArrayList<>(nodes);
    this.share = share;
    thread = Thread.ofVirtual().start(this::watch);
  }

  /** Begins a phase; later gaps count toward it. */
  synchronized void begin(String name) {
    phase = (longestNanos.size() + 1) + " " + name;
    longestNanos.put(phase, 0L);
  }

  /** Returns the longest gap after the first switch. */
  synchronized Duration longest() {
    return Duration.ofNanos(longestNanos.values().stream().mapToLong(n -> n).max().orElse(0));
  }

  @Override
  public synchronized String toString() {
    Map<String, Long> millis = new LinkedHashMap<>();
    longestNanos.forEach((name, nanos) -> millis.put(name, nanos / 1_000_000));
    return millis + " ms";
  }

  private void watch() {
    while (Measured.isBenchmark() && !closed) {
      for (CoveyNode node : nodes) {
        try {
          look(node, node.number(share, "haveBytes"), node.number(share, "sizeBytes"));
        } catch (IOException e) {
          // The node does not know the share yet.
        }
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private synchronized void look(CoveyNode node, long have, long size) {
    long now = System.nanoTime();
    Long before = bytes.put(node, have);
    if (before == null || have != before || (size > 0 && have == size)) {
      sinceNanos.put(node, now);
    }
    if (longestNanos.containsKey(phase)) {
      longestNanos.merge(phase, now - sinceNanos.get(node), Math::max);
    }
  }

  @Override
  public void close() {
    closed = true;
    Measured.print("gaps by switch: " + this);
    thread.interrupt();
  }
}
