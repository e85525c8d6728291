package covey.node.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * What became of one share.
 *
 * @param name as the recording has it
 * @param sizeBytes 1 or more
 * @param pieces 1 or more
 * @param parts of the nodes that had or wanted it
 */
record ShareHistory(String name, long sizeBytes, long pieces, List<Participation> parts) {
  /** The downloads: of nodes, not of a tracker that stores it; of all of it. */
  List<Participation> downloads() {
    return parts.stream().filter(part -> isDownload(part) && !isSelection(part)).toList();
  }

  /** How many fetched a selection of the files, which cannot be told again. */
  int selections() {
    return (int) parts.stream().filter(part -> isDownload(part) && isSelection(part)).count();
  }

  private static boolean isDownload(Participation part) {
    return part.asked() && !part.node().isTracker() && !part.takesPart().isEmpty();
  }

  private boolean isSelection(Participation part) {
    return part.completedAt() != TimeInterval.NEVER && part.completedBytes() < sizeBytes;
  }

  /** From when on somebody had all of it; infinite if nobody ever did. */
  double there() {
    return parts.stream()
        .filter(part -> !part.asked() || part.node().isTracker())
        .mapToDouble(Participation::completedAt)
        .min()
        .orElse(TimeInterval.NEVER);
  }

  /** A piece's length: the least power of two with which no more pieces are needed. */
  int pieceBytes() {
    int bytes = 16 << 10;
    while (Math.ceilDiv(sizeBytes, (long) bytes) > pieces && bytes < 64 << 20) {
      bytes *= 2;
    }
    return bytes;
  }

  /** The parts that take part in a swarm: all in which there is something. */
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
