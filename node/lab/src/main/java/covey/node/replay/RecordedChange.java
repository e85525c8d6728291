package covey.node.replay;

/**
 * One line of a recording: something that changed. The components' names are the keys of its JSON.
 *
 * <p>Nodes are called n1, n2 .., trackers t1 .., shares s1 .. in the order in which they were seen;
 * who reads a recording learns neither ids nor names nor addresses.
 */
sealed interface RecordedChange {
  /** Seconds since the recording began, 0 or more. */
  double at();

  /**
   * A node is there, for the first time or again, or what follows changed.
   *
   * @param role node or tracker
   * @param mode central, tracker, p2p or auto
   * @param upLimitBytesPerSecond as configured; 0: none
   * @param downLimitBytesPerSecond as configured; 0: none
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

  /** The most that a node sent and received so far, in bytes a second. */
  record Rates(double at, String node, long upBytesPerSecond, long downBytesPerSecond)
      implements RecordedChange {}

  /**
   * How the directory of a node stands; until the first such line it answers.
   *
   * @param answers whether anybody answers
   * @param failedOver whether those are the members instead of the tracker (mode auto)
   */
  record DirectorySeen(double at, String node, boolean answers, boolean failedOver)
      implements RecordedChange {}

  /** A share's size became known, which never changes. */
  record ShareSeen(double at, String share, long sizeBytes, long pieces)
      implements RecordedChange {}

  /**
   * How far a node is with a share.
   *
   * @param haveBytes verified
   * @param state downloading, seeding, paused, failed, or removed if it has it no longer
   */
  record Held(double at, String node, String share, String state, long haveBytes)
      implements RecordedChange {}
}
