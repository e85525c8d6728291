package covey.node.modes;

import java.util.Locale;

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
}
