package covey.node.simulate;

/**
 * A time in which something is not there.
 *
 * @param fromNanos when it goes
 * @param toNanos when it is back; Long.MAX_VALUE for never
 */
public record Away(long fromNanos, long toNanos) {
  /** Throws IllegalArgumentException if it is back before it goes. */
  public Away {
    if (fromNanos < 0 || toNanos < fromNanos) {
      throw new IllegalArgumentException("away from " + fromNanos + " to " + toNanos);
    }
  }
}
