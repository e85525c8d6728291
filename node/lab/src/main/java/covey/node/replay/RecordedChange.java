package covey.node.replay;

/**
 * One line of a recording: a change. The names of the components are the keys of its JSON.
 *
 * <p>Nodes are named n1, n2 and so on, trackers t1, shares s1, in the order in which they were
 * seen. A recording contains no ids, names or addresses.
 */
sealed interface RecordedChange {
  /** Seconds since the recording began, 0 or more. */
  double at();

  /**
   * A node is present, for the first time or again, or one of these values changed.
   *
   * @param role node or tracker
   * @param mode central, tracker, p2p or auto
   * @param upLimitBytesPerSecond as configured; 0 for none
   * @param downLimitBytesPerSecond as configured; 0 for none
   */
  record NodeSeen(
      double at,
      String node,
      String role,
      String mode,
      long upLimitBytesPerSecond,
      long downLimitBytesPerSecond)
      implements RecordedChange {}

  /** A node ended, or no longer answers. */
  record NodeGone(double at, String node) implements RecordedChange {}

  /** The highest rates of a node so far, in bytes per second. */
  record Rates(double at, String node, long upBytesPerSecond, long downBytesPerSecond)
      implements RecordedChange {}

  /**
   * The state of a node's directory; before the first such line it answers.
   *
   * @param answers whether the directory answers
   * @param failedOver whether the members answer instead of the tracker (mode auto)
   */
  record DirectorySeen(double at, String node, boolean answers, boolean failedOver)
      implements RecordedChange {}

  /** The size of a share became known; it never changes. */
  record ShareSeen(double at, String share, long sizeBytes, long pieces)
      implements RecordedChange {}

  /**
   * The progress of a node with a share.
   *
   * @param haveBytes verified
   * @param state downloading, seeding, paused, failed, or removed
   */
  record Held(double at, String node, String share, String state, long haveBytes)
      implements RecordedChange {}
}
