package covey.node.transfer;

import java.util.concurrent.TimeUnit;

/** Counts bytes, and measures the rate over about the last two seconds. Thread-safe. */
public final class ThroughputMeter {
  private static final long SLOT_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final int SLOTS = 8;

  private final long[] slots = new long[SLOTS];
  private final long startNanos = System.nanoTime();
  private long slotNumber;
  private long totalBytes;

  /** Counts bytes. */
  public synchronized void add(long bytes) {
    advance();
    slots[(int) (slotNumber % SLOTS)] += bytes;
    totalBytes += bytes;
  }

  /** Returns all bytes counted so far. */
  public synchronized long totalBytes() {
    return totalBytes;
  }

  /** Returns the rate over the last full slots. */
  public synchronized long bytesPerSecond() {
    advance();
    long sum = 0;
    for (int i = 1; i < SLOTS; i++) {
      sum += slots[(int) ((slotNumber + i) % SLOTS)];
    }
    long measured = Math.clamp(slotNumber, 1, SLOTS - 1);
    return sum * TimeUnit.SECONDS.toNanos(1) / (measured * SLOT_NANOS);
  }

  private void advance() {
    long current = (System.nanoTime() - startNanos) / SLOT_NANOS;
    long steps = Math.min(current - slotNumber, SLOTS);
    for (long i = 1; i <= steps; i++) {
      slots[(int) ((slotNumber + i) % SLOTS)] = 0;
    }
    if (current > slotNumber) {
      if (steps == SLOTS) {
        java.util.Arrays.fill(slots, 0);
      }
      slotNumber = current;
    }
  }
}
