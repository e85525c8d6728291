package covey.node.replay;

import java.util.List;

/**
 * The format of a recording file: JSON Lines. The first line has the kind and the version; every
 * other line has the name of an event and the components of its record.
 */
final class RecordingFormat {
  /** The value of the key "covey" in the first line. */
  static final String KIND = "recording";

  /** The version of the format; others are refused. */
  static final int VERSION = 1;

  /** The key of the event's name. */
  static final String EVENT = "event";

  static final List<String> ROLES = List.of("node", "tracker");
  static final List<String> MODES = List.of("central", "tracker", "p2p", "auto");
  static final List<String> STATES =
      List.of("downloading", "seeding", "paused", "failed", "removed");

  /** The longest line; most have less than 150 characters. */
  static final int LINE_MAX = 1_000;

  /** The largest number of nodes that can be simulated. */
  static final int NODES_MAX = 10_000;

  static final int SHARES_MAX = 100_000;

  /** The lines of a recording of 256 MiB; more would not fit into memory. */
  static final int LINES_MAX = 4_000_000;

  /** The longest time: a year. */
  static final double SECONDS_MAX = 366 * 86_400.0;

  /** The largest size of a share or rate of a link: 4 PiB. */
  static final long BYTES_MAX = 1L << 52;

  private RecordingFormat() {}

  /** Returns the event name of a line. */
  static String event(RecordedChange line) {
    return switch (line) {
      case RecordedChange.NodeSeen _ -> "node";
      case RecordedChange.NodeGone _ -> "gone";
      case RecordedChange.Rates _ -> "rates";
      case RecordedChange.DirectorySeen _ -> "directory";
      case RecordedChange.ShareSeen _ -> "share";
      case RecordedChange.Held _ -> "have";
    };
  }
}
