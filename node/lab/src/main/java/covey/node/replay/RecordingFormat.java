package covey.node.replay;

import java.util.List;

/**
 * The form of a recording's file: JSON, one object a line; the first says that it is one, and of
 * which version, each other has an event's name and its record's components as keys.
 */
final class RecordingFormat {
  /** What the first line's key "covey" says. */
  static final String KIND = "recording";

  /** Of the form; another one is refused. */
  static final int VERSION = 1;

  /** Key of the event's name. */
  static final String EVENT = "event";

  static final List<String> ROLES = List.of("node", "tracker");
  static final List<String> MODES = List.of("central", "tracker", "p2p", "auto");
  static final List<String> STATES =
      List.of("downloading", "seeding", "paused", "failed", "removed");

  /** A line is seldom longer than 150 characters. */
  static final int LINE_MAX = 1_000;

  /** As many as can be simulated. */
  static final int NODES_MAX = 10_000;

  static final int SHARES_MAX = 100_000;

  /** What a recording of 256 MiB has; more would not fit into memory. */
  static final int LINES_MAX = 4_000_000;

  /** A year. */
  static final double SECONDS_MAX = 366 * 86_400.0;

  /** More than any share, or any link in a second, has: 4 PiB. */
  static final long BYTES_MAX = 1L << 52;

  private RecordingFormat() {}

  /** The event's name of a line. */
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
