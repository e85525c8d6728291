package covey.node.replay;

import covey.node.simulate.Absence;
import covey.node.simulate.Conditions;
import covey.node.simulate.NodeProfile;
import covey.node.simulate.Scenario;
import covey.node.simulate.Simulation;
import covey.node.simulate.SimulationResult;
import covey.node.swarm.SwarmSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The swarm of one share in the simulator, as if its nodes had no other share.
 *
 * <p>A share that is too large to be simulated within seconds is scaled down, and all times with
 * it, by the same factor. Links then transfer the same part of the share.
 */
final class SwarmReplay {
  private static final long SEED = 1;

  /** The most HAVE messages of a simulation, for some seconds of work. */
  private static final long NEWS_MAX = 8_000_000;

  private static final double SENT_BYTES_MAX = 4.0 * (1L << 30);
  private static final int PIECES_MAX = 4_096;

  /** With fewer pieces, the time of a piece from node to node would weigh too much. */
  private static final int PIECES_MIN = 64;

  private static final int PIECE_BYTES_MIN = 16 << 10;

  /** The most simulated time after the end of the recording, for unfinished downloads. */
  private static final double PATIENCE_SECONDS_MAX = 1e6;

  private final ShareHistory share;
  private final List<Participation> parts;
  private final LinkAssumptions links;
  private final double endSeconds;
  private final double scale;

  /** Creates the replay of {@code parts}, which include the downloads of the share. */
  SwarmReplay(
      ShareHistory share, List<Participation> parts, LinkAssumptions links, double endSeconds) {
    this.share = share;
    this.parts = parts;
    this.links = links;
    this.endSeconds = endSeconds;
    int neighbours = Conditions.of(parts.size()).neighbours();
    long news = (long) parts.size() * Math.min(parts.size(), neighbours);
    double pieces = Math.min(PIECES_MAX, Math.max(PIECES_MIN, NEWS_MAX / news));
    double sent = (double) share.sizeBytes() * Math.max(1, share.downloads().size());
    double tooMany = Math.ceilDiv(share.sizeBytes(), (long) share.pieceBytes()) / pieces;
    scale = Math.max(1, Math.max(tooMany, sent / SENT_BYTES_MAX));
  }

  /** Returns when each download completes, with a directory that is away at times. */
  Map<Participation, DownloadTimes> run(List<TimeInterval> directoryAway) {
    SimulationResult result =
        Simulation.runOut(scenario(directoryAway), nanos(endSeconds + patienceSeconds()));
    Map<Participation, DownloadTimes> times = new HashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      SimulationResult.NodeTimes node = result.nodes().get(i);
      times.put(
          parts.get(i),
          new DownloadTimes(node.firstPieceSeconds() * scale, node.completedSeconds() * scale));
    }
    return times;
  }

  private Scenario scenario(List<TimeInterval> directoryAway) {
    long size = Math.max(1, (long) (share.sizeBytes() / scale));
    int pieceBytes = share.pieceBytes();
    while (scale > 1 && size / pieceBytes < PIECES_MIN && pieceBytes > PIECE_BYTES_MIN) {
      pieceBytes /= 2;
    }
    List<Absence> away = new ArrayList<>();
    directoryAway.forEach(span -> away.add(away(span.from(), span.to())));
    return new Scenario(
        SEED,
        new Scenario.Content(size, pieceBytes),
        Conditions.of(parts.size()).withDirectoryAway(away),
        0,
        SwarmSettings.defaults(),
        parts.stream().map(this::profile).toList(),
        false);
  }

  private NodeProfile profile(Participation part) {
    double up = (double) links.up(part.node());
    double held = Math.min(1, part.heldBytes() / (double) share.sizeBytes());
    NodeProfile profile =
        part.asked() ? NodeProfile.partialSeed(up, 0, held) : NodeProfile.seed(up);
    long down = links.down(part.node());
    if (down > 0) {
      profile = profile.withDown((double) down);
    }
    List<TimeInterval> present = part.takesPart();
    List<Absence> away = new ArrayList<>();
    for (int i = 0; i < present.size(); i++) {
      double goes = present.get(i).to();
      double comes = i + 1 < present.size() ? present.get(i + 1).from() : TimeInterval.NEVER;
      if (goes != TimeInterval.NEVER) {
        away.add(away(goes, comes));
      }
    }
    return profile.joiningAt(nanos(present.getFirst().from())).awayAt(away);
  }

  /**
   * The simulated time after the recording: twice what the slowest uplink needs to send the share
   * to all nodes.
   */
  private double patienceSeconds() {
    long slowest = parts.stream().mapToLong(part -> links.up(part.node())).min().orElse(1);
    double all = (double) share.sizeBytes() * parts.size();
    return Math.min(PATIENCE_SECONDS_MAX, 60 * scale + 2 * all / slowest);
  }

  private Absence away(double from, double to) {
    return new Absence(nanos(from), nanos(to));
  }

  private long nanos(double seconds) {
    return seconds == TimeInterval.NEVER ? Long.MAX_VALUE : (long) (seconds / scale * 1e9);
  }
}
