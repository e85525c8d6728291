package covey.node.compare;

import covey.node.runtime.NodeProblem;
import java.io.IOException;

/**
 * What a node has sent of a share since a run began; what it had sent when it was last heard, if it
 * no longer is. A restart counts on. Used by one thread.
 */
final class UploadDelta {
  private final LabNode node;
  private final String share;
  private long reported;
  private long bytes;

  /** From now on. */
  UploadDelta(LabNode node, String share) {
    this.node = node;
    this.share = share;
    reported = ask();
  }

  long bytes() {
    return bytes;
  }

  /** Asks again. */
  void look() {
    long now = ask();
    bytes += now < reported ? now : now - reported;
    reported = now;
  }

  private long ask() {
    try {
      return node.share(share).uploadedBytes();
    } catch (IOException | NodeProblem e) {
      // It was killed, or does not know the share.
      return reported;
    }
  }
}
