package covey.node.replay;

import covey.node.compare.ReplayResult;
import covey.node.compare.ReplayResult.Outage;
import covey.node.compare.ReplayResult.RecordedDeployment;
import covey.node.compare.ReplayResult.ReplayedMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replays a recording in other modes: the same nodes with the same links request the same shares at
 * the same times, and come and go as recorded. Only the host of the directory and the senders
 * differ.
 *
 * <p>In {@code tracker} mode the directory is away when no tracker answered: new downloads then
 * find no peers until it is back, and running ones continue. In {@code p2p} mode the directory is
 * never away, and the tracker's own store takes part only if no other node had the share. In {@code
 * central} mode one server sends everything and is away with the tracker. Swarms are simulated
 * share by share, each as if it had the links of its nodes for itself; central is computed for all
 * shares together.
 */
public final class Replay {
  /** The modes that can be replayed. */
  public static final List<String> MODES = List.of("central", "tracker", "p2p");

  /**
   * The time that nodes need to find each other after a tracker is back: they dial it about once
   * per second, announce, and look up again.
   */
  static final double FOUND_AGAIN_SECONDS = 0.6;

  private final DeploymentHistory story;
  private final LinkAssumptions links;
  private final Watcher watcher;

  private Replay(DeploymentHistory story, LinkAssumptions links, Watcher watcher) {
    this.story = story;
    this.links = links;
    this.watcher = watcher;
  }

  /** Observes the progress, on the thread that replays. */
  public interface Watcher {
    /** A swarm is about to be simulated, which may take seconds. */
    void at(String mode, String share, int nodes);
  }

  /**
   * Replays a recording.
   *
   * @param modes of {@link #MODES}
   * @throws IOException with a one-line message if nothing was downloaded, or a link's rate is
   *     unknown
   * @throws InterruptedException between two simulations, if the thread was interrupted
   */
  public static ReplayResult of(
      DeploymentRecording recording, List<String> modes, LinkAssumptions links, Watcher watcher)
      throws IOException, InterruptedException {
    return new Replay(DeploymentHistory.of(recording), links, watcher).of(recording, modes);
  }

  private ReplayResult of(DeploymentRecording recording, List<String> modes)
      throws IOException, InterruptedException {
    List<ShareHistory> shares =
        story.shares().stream().filter(share -> !share.downloads().isEmpty()).toList();
    if (shares.isEmpty()) {
      throw new IOException(
          "nothing to replay: no share of known size was requested during the recording");
    }
    requireLinks(shares, modes);
    DownloadOutcomes outcomes = new DownloadOutcomes(shares);
    List<ReplayedMode> outcomesByMode = new ArrayList<>();
    outcomesByMode.add(outcomes.recorded());
    for (String mode : modes) {
      Map<Participation, DownloadTimes> with = times(mode, shares, away(story.outages()));
      Map<Participation, DownloadTimes> without =
          story.outages().isEmpty() || mode.equals("p2p") ? with : times(mode, shares, List.of());
      outcomesByMode.add(outcomes.in(mode, with, without));
    }
    return new ReplayResult(
        new RecordedDeployment(
            recording.startedAt(),
            recording.endSeconds(),
            recording.everySeconds(),
            (int) story.nodes().stream().filter(node -> !node.isTracker()).count(),
            shares.size(),
            shares.stream().mapToLong(ShareHistory::sizeBytes).sum(),
            story.outages().stream().map(this::outage).toList()),
        new ReplayAssumptions(story, shares, links).of(modes),
        outcomesByMode);
  }

  private Outage outage(TimeInterval span) {
    return new Outage(span.from(), span.to() == TimeInterval.NEVER ? null : span.to());
  }

  /** Extends outages until the nodes have found the tracker again. */
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

  /**
   * Returns the participants: in p2p with the tracker's store only if no other node had the share
   * at first.
   */
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
              + " is unknown: no limit was set, and nothing was sent during the recording; give it"
              + " with --up, such as --up 20Mbit");
    }
    if (modes.contains("central") && links.serverUp(story) == 0) {
      throw new IOException(
          "the server's uplink is unknown; give it with --server-up, such as --server-up 1Gbit");
    }
  }
}
