package covey.node.replay;

/**
 * How a download went, in seconds from the recording's start; infinite if it never was so far.
 *
 * @param firstPieceAt when it had its first piece
 * @param completedAt when it had everything
 */
record DownloadTimes(double firstPieceAt, double completedAt) {
  /** It never got anything. */
  static final DownloadTimes NONE = new DownloadTimes(TimeInterval.NEVER, TimeInterval.NEVER);
}
