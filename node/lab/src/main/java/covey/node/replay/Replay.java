package covey.node.replay;

import covey.node.compare.Replayed;
import covey.node.compare.Replayed.Outage;
import covey.node.compare.Replayed.RecordedDeployment;
import covey.node.compare.Replayed.ReplayedMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells a recording again in other modes: the same nodes with the same links ask for the same at
 * the same times, come and go as they did; what differs is who hosts the directory and who sends.
 *
 * <p>In {@code tracker} the directory is away when no tracker answered: who then asks finds nobody
 * before it is back, what is running goes on. In {@code p2p} there is nothing to be away, and the
 * tracker's own store does not take part if somebody else had the share. In {@code central} one
 * server sends everything and is away with the tracker. Swarms are simulated share by share, each
 * as if it had its nodes' links for itself; central is reckoned for all shares at once.
 */
public final class Replay {
  /** Modes that can be told. */
  public static final List<String> MODES = List.of("central", "tracker", "p2p");

  /**
   * So long after a tracker is back, nodes have found each other by it: they dial it about once a
   * second, announce, and look again.
   */
  static final double FOUND_AGAIN_SECONDS = 0.6;

  private final DeploymentHistory story;
  private final Links links;
  private final Watcher watcher;

  private Replay(DeploymentHistory story, Links links, Watcher watcher) {
    this.story = story;
    this.links = links;
    this.watcher = watcher;
  }

  /** Is told what is being done, on the thread that replays. */
  public interface Watcher {
    /** A swarm is about to be simulated, which may take seconds. */
    void at(String mode, String share, int nodes);
  }

  /**
   * Replays.
   *
   * @param modes of {@link #MODES}
   * @throws IOException in one line, if nothing was asked for, or a link's rate is not known
   * @throws InterruptedException between two simulations, if the thread was interrupted
   */
  public static Replayed of(
      DeploymentRecording recording, List<String> modes, Links links, Watcher watcher)
      throws IOException, InterruptedException {
    return new Replay(DeploymentHistory.of(recording), links, watcher).of(recording, modes);
  }

  private Replayed of(DeploymentRecording recording, List<String> modes)
      throws IOException, InterruptedException {
    List<ShareHistory> shares =
        story.shares().stream().filter(share -> !share.downloads().isEmpty()).toList();
    if (shares.isEmpty()) {
      throw new IOException(
          "nothing can be replayed: nobody asked for a share of known size while it was recorded");
    }
    requireLinks(shares, modes);
    DownloadOutcomes outcomes = new DownloadOutcomes(shares);
    List<ReplayedMode> told = new ArrayList<>();
    told.add(outcomes.recorded());
    for (String mode : modes) {
      Map<Participation, DownloadTimes> with = times(mode, shares, away(story.outages()));
      Map<Participation, DownloadTimes> without =
          story.outages().isEmpty() || mode.equals("p2p") ? with : times(mode, shares, List.of());
      told.add(outcomes.in(mode, with, without));
    }
    return new Replayed(
        new RecordedDeployment(
            recording.startedAt(),
            recording.endSeconds(),
            recording.everySeconds(),
            (int) story.nodes().stream().filter(node -> !node.isTracker()).count(),
            shares.size(),
            shares.stream().mapToLong(ShareHistory::sizeBytes).sum(),
            story.outages().stream().map(this::outage).toList()),
        new ReplayAssumptions(story, shares, links).of(modes),
        told);
  }

  private Outage outage(TimeInterval span) {
    return new Outage(span.from(), span.to() == TimeInterval.NEVER ? null : span.to());
  }

  /** Until nodes have found it again. */
  private static List<TimeInterval> away(List<TimeInterval> outages) {
    return TimeInterval.union(
        outages.stream()
            .map(s -> new TimeInterval(s.from(), s.to() + FOUND_AGAIN_SECONDS))
            .toList());
  }

  private Map<Participation, DownloadTimes> times(
      String mode, List<ShareHistory> shares, List<TimeInterval> away) throws InterruptedException {
    if (mode.equals("central")) {
      CentralReplay central = new CentralReplay((double) links.serverUp(story));
      shares.forEach(share -> central.add(share, links, away));
      return central.run();
    }
    Map<Participation, DownloadTimes> times = new HashMap<>();
    for (ShareHistory share : shares) {
      if (Thread.interrupted()) {
        throw new InterruptedException("before " + share.name() + " in " + mode);
      }
      List<Participation> swarm = swarm(mode, share);
      watcher.at(mode, share.name(), swarm.size());
      times.putAll(
          new SwarmReplay(share, swarm, links, story.endSeconds())
              .run(mode.equals("p2p") ? List.of() : away));
    }
    return times;
  }

  /** Who takes part: in p2p the tracker's store only if nobody else had it at first. */
  private static List<Participation> swarm(String mode, ShareHistory share) {
    boolean others =
        share.parts().stream().anyMatch(part -> !part.asked() && !part.node().isTracker());
    return share.swarm(mode.equals("tracker") || !others);
  }

  private void requireLinks(List<ShareHistory> shares, List<String> modes) throws IOException {
    boolean swarms = modes.stream().anyMatch(mode -> !mode.equals("central"));
    List<String> unknown =
        shares.stream()
            .flatMap(share -> share.swarm(true).stream())
            .map(Participation::node)
            .filter(node -> links.up(node) == 0)
            .map(NodeHistory::name)
            .distinct()
            .toList();
    if (swarms && !unknown.isEmpty()) {
      throw new IOException(
          "the uplink of "
              + String.join(", ", unknown.subList(0, Math.min(5, unknown.size())))
              + (unknown.size() > 5 ? " and " + (unknown.size() - 5) + " more" : "")
              + " is not known: no limit was set, and nothing was sent while it was recorded; say"
              + " it with --up, like --up 20Mbit");
    }
    if (modes.contains("central") && links.serverUp(story) == 0) {
      throw new IOException(
          "the server's uplink is not known; say it with --server-up, like --server-up 1Gbit");
    }
  }
}
