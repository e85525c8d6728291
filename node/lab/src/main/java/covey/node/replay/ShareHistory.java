package covey.node.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * The history of one share.
 *
 * @param name its name in the recording
 * @param sizeBytes 1 or more
 * @param pieces 1 or more
 * @param parts the participations of nodes that had or wanted it
 */
record ShareHistory(String name, long sizeBytes, long pieces, List<Participation> parts) {
  /** Returns the downloads of the whole share by nodes, without trackers. */
  List<Participation> downloads() {
    return parts.stream().filter(part -> isDownload(part) && !isSelection(part)).toList();
  }

  /** Returns the number of downloads of selected files, which cannot be replayed. */
  int selections() {
    return (int) parts.stream().filter(part -> isDownload(part) && isSelection(part)).count();
  }

  private static boolean isDownload(Participation part) {
    return part.asked() && !part.node().isTracker() && !part.takesPart().isEmpty();
  }

  private boolean isSelection(Participation part) {
    return part.completedAt() != TimeInterval.NEVER && part.completedBytes() < sizeBytes;
  }

  /** Returns when a node first had all of it; infinite if no node ever did. */
  double availableAt() {
    return parts.stream()
        .filter(part -> !part.asked() || part.node().isTracker())
        .mapToDouble(Participation::completedAt)
        .min()
        .orElse(TimeInterval.NEVER);
  }

  /**
   * Returns the length of a piece: the smallest power of two with at most this number of pieces.
   */
  int pieceBytes() {
    int bytes = 16 << 10;
    while (Math.ceilDiv(sizeBytes, (long) bytes) > pieces && bytes < 64 << 20) {
      bytes *= 2;
    }
    return bytes;
  }

  /**
   * Returns the participations of the swarm, without selections and without those that are never
   * present.
   */
  List<Participation> swarm(boolean withOrigin) {
    List<Participation> swarm = new ArrayList<>();
    for (Participation part : parts) {
      boolean selection = part.asked() && !part.node().isTracker() && isSelection(part);
      if ((withOrigin || !part.node().isTracker()) && !selection && !part.takesPart().isEmpty()) {
        swarm.add(part);
      }
    }
    return swarm;
  }
}
