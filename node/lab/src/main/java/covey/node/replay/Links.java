package covey.node.replay;

import java.util.Collection;

/**
 * What is told of links that a recording does not know; 0: nothing.
 *
 * @param upBytesPerSecond of a node that neither had a limit nor sent anything
 * @param serverUpBytesPerSecond of the server in central
 * @param downBytesPerSecond of a node without a limit; else it has none
 */
public record Links(long upBytesPerSecond, long serverUpBytesPerSecond, long downBytesPerSecond) {
  /**
   * A node's uplink: its limit, else the most that it was seen to send, else as told; 0: unknown.
   */
  long up(NodeHistory node) {
    if (node.upLimit() > 0) {
      return node.upLimit();
    }
    return node.upSeen() > 0 ? node.upSeen() : upBytesPerSecond;
  }

  /** A node's downlink: its limit, else as told; 0: no limit. */
  long down(NodeHistory node) {
    return node.downLimit() > 0 ? node.downLimit() : downBytesPerSecond;
  }

  /**
   * The server's uplink in central: as told, else a tracker's limit, else the fastest of those who
   * shared something; 0: unknown.
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
