package covey.node.simulate;

/**
 * An interval of absence.
 *
 * @param fromNanos the start
 * @param toNanos the end; Long.MAX_VALUE for never
 */
public record Absence(long fromNanos, long toNanos) {
  /** Throws IllegalArgumentException if the end is before the start. */
  public Absence {
    if (fromNanos < 0 || toNanos < fromNanos) {
      throw new IllegalArgumentException("away from " + fromNanos + " to " + toNanos);
    }
  }
}
