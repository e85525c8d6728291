package covey.node.compare;

import covey.node.runtime.NodeProblem;
import java.io.IOException;

/**
 * The bytes of a share that a node has sent since a run began, as of its last answer. Counting
 * continues after a restart. Used by one thread.
 */
final class UploadDelta {
  private final LabNode node;
  private final String share;
  private long reported;
  private long bytes;

  /** Starts to count. */
  UploadDelta(LabNode node, String share) {
    this.node = node;
    this.share = share;
    reported = ask();
  }

  long bytes() {
    return bytes;
  }

  /** Asks the node again. */
  void update() {
    long now = ask();
    bytes += now < reported ? now : now - reported;
    reported = now;
  }

  private long ask() {
    try {
      return node.share(share).uploadedBytes();
    } catch (IOException | NodeProblem e) {
      // The node was killed, or does not know the share.
      return reported;
    }
  }
}
