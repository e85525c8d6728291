package covey.node.replay;

/**
 * The times of a download, in seconds since the start of the recording; infinite if never reached.
 *
 * @param firstPieceAt when it had its first piece
 * @param completedAt when it had everything
 */
record DownloadTimes(double firstPieceAt, double completedAt) {
  /** A download that never received anything. */
  static final DownloadTimes NONE = new DownloadTimes(TimeInterval.NEVER, TimeInterval.NEVER);
}
