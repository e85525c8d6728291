package covey.node.replay;

import java.util.Collection;

/**
 * Rates of links that a recording does not know; 0 if not given.
 *
 * @param upBytesPerSecond the uplink of a node that neither had a limit nor sent anything
 * @param serverUpBytesPerSecond the uplink of the server in central mode
 * @param downBytesPerSecond the downlink of a node without a limit; 0 for no limit
 */
public record LinkAssumptions(
    long upBytesPerSecond, long serverUpBytesPerSecond, long downBytesPerSecond) {
  /**
   * Returns a node's uplink: its limit, else its highest observed rate, else the given one; 0 if
   * unknown.
   */
  long up(NodeHistory node) {
    if (node.upLimit() > 0) {
      return node.upLimit();
    }
    return node.upSeen() > 0 ? node.upSeen() : upBytesPerSecond;
  }

  /** Returns a node's downlink: its limit, else the given one; 0 for no limit. */
  long down(NodeHistory node) {
    return node.downLimit() > 0 ? node.downLimit() : downBytesPerSecond;
  }

  /**
   * Returns the server's uplink in central mode: the given one, else a tracker's limit, else that
   * of the fastest publisher; 0 if unknown.
   */
  long serverUp(DeploymentHistory story) {
    if (serverUpBytesPerSecond > 0) {
      return serverUpBytesPerSecond;
    }
    long limit =
        story.nodes().stream()
            .filter(NodeHistory::isTracker)
            .mapToLong(NodeHistory::upLimit)
            .max()
            .orElse(0);
    return limit > 0
        ? limit
        : story.shares().stream()
            .map(ShareHistory::parts)
            .flatMap(Collection::stream)
            .filter(part -> !part.asked())
            .mapToLong(part -> up(part.node()))
            .max()
            .orElse(0);
  }
}
