package covey.node.modes;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The host of the directory, and the sources that a node may ask for pieces. */
public enum Mode {
  /**
   * The tracker hosts; pieces come only from the origin; sharing a file uploads it to the origin.
   */
  CENTRAL,
  /** The tracker hosts; pieces come from any peer, including the origin. */
  TRACKER,
  /** The nodes host the directory together; pieces come from any peer. */
  P2P,
  /** Like TRACKER while a tracker answers, otherwise like P2P. */
  AUTO;

  /** Returns the name used on the command line and in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the mode with that name, ignoring case; empty if there is none. */
  public static Optional<Mode> of(String word) {
    return Arrays.stream(values())
        .filter(mode -> mode.word().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** Reports whether the mode needs a tracker. */
  public boolean needsTracker() {
    return this == CENTRAL || this == TRACKER;
  }
}
