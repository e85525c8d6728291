package covey.protocol.wire;

import java.util.OptionalInt;

/** The range of protocol versions that a side speaks, both ends included. */
record VersionRange(int lowest, int highest) {
  /** The versions that this program speaks. */
  static final VersionRange SPOKEN = new VersionRange(1, 1);

  /** Returns the highest version in both ranges. */
  OptionalInt highestCommon(VersionRange other) {
    int common = Math.min(highest, other.highest);
    return common >= Math.max(lowest, other.lowest) ? OptionalInt.of(common) : OptionalInt.empty();
  }

  /** "version 1" or "versions 1 to 3". */
  @Override
  public String toString() {
    return lowest == highest ? "version " + lowest : "versions " + lowest + " to " + highest;
  }
}
