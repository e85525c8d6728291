package covey.node.modes;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who hosts the directory, and whom a node asks for pieces. */
public enum Mode {
  /**
   * The tracker hosts; pieces come from its origin and nobody else; sharing uploads to the origin.
   */
  CENTRAL,
  /** The tracker hosts; pieces come from any peer, the origin among them. */
  TRACKER,
  /** All nodes together host; pieces come from any peer. */
  P2P,
  /** As TRACKER while a tracker answers, as P2P while none does. */
  AUTO;

  /** As on the command line and in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The mode of a word, in any case; empty if there is none. */
  public static Optional<Mode> of(String word) {
    return Arrays.stream(values())
        .filter(mode -> mode.word().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** Whether it cannot do without a tracker. */
  public boolean needsTracker() {
    return this == CENTRAL || this == TRACKER;
  }
}
