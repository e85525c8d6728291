package covey.node.compare;

import covey.node.runtime.DirectorySettings;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.ShareStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one mode: a tracker if the mode has one, who shares, and those who fetch. Used by
 * one thread; {@link #close} may come from another.
 */
final class Site implements AutoCloseable {
  private static final Duration KEPT_WITHIN = Duration.ofMinutes(5);
  private static final long POLL_MILLIS = 20;

  private final String mode;
  private final @Nullable ProcessNode tracker;
  private final ProcessNode publisher;
  private final List<LabNode> nodes;
  private final List<ProcessNode> rotten;
  private final Places places;
  private final ShareStatus share;

  private Site(Ground ground, Team team, ShareStatus share) {
    mode = team.mode;
    tracker = team.tracker;
    publisher = team.publisher;
    nodes = team.nodes;
    rotten = team.rotten;
    places = ground.places();
    this.share = share;
  }

  private record Team(
      String mode,
      @Nullable ProcessNode tracker,
      ProcessNode publisher,
      List<LabNode> nodes,
      List<ProcessNode> rotten) {}

  /** Starts so many nodes that fetch, and what a failure needs. */
  static Site open(Ground ground, String mode, int count, Optional<Failure> failure)
      throws IOException, NodeProblem, InterruptedException {
    Team team = start(new Starter(ground, mode), mode, count, failure);
    if (mode.equals("p2p")) {
      awaitMembers(team);
    }
    ShareStatus warm = team.publisher.add(ground.warmUp());
    ShareStatus share = team.publisher.add(ground.settings().shared());
    if (mode.equals("central")) {
      awaitKept(team.publisher, warm.id());
      awaitKept(team.publisher, share.id());
    }
    Site site = new Site(ground, team, share);
    site.fetchAll(warm);
    for (ProcessNode node : team.rotten) {
      node.get(share.link());
      await(node, share.id());
      Rot.spoil(Path.of(node.share(share.id()).path()));
    }
    site.shape(ground.settings().links());
    return site;
  }

  private static Team start(Starter starter, String mode, int count, Optional<Failure> failure)
      throws IOException, NodeProblem, InterruptedException {
    int mortals = failure.map(each -> each.mortals(count)).orElse(0);
    int others = failure.map(each -> each.others(count)).orElse(0);
    ProcessNode tracker = mode.equals("p2p") ? null : starter.tracker();
    ProcessNode publisher = starter.publisher();
    List<LabNode> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      nodes.add(starter.node(i, i >= count - mortals));
    }
    List<ProcessNode> rotten = new ArrayList<>();
    for (int i = 0; i < others; i++) {
      rotten.add(starter.process(count + i).awaitReady());
    }
    for (LabNode node : nodes) {
      if (node instanceof ProcessNode process) {
        var _ = process.awaitReady();
      }
    }
    return new Team(mode, tracker, publisher, List.copyOf(nodes), List.copyOf(rotten));
  }

  String mode() {
    return mode;
  }

  /** What is fetched. */
  ShareStatus share() {
    return share;
  }

  /** The tracker; null in p2p. */
  @Nullable ProcessNode tracker() {
    return tracker;
  }

  ProcessNode publisher() {
    return publisher;
  }

  List<LabNode> nodes() {
    return nodes;
  }

  /** All who take part when the first so many fetch. */
  List<LabNode> participants(int fetching) {
    List<LabNode> all = new ArrayList<>(nodes.subList(0, fetching));
    all.addAll(rotten);
    all.add(publisher);
    if (tracker != null) {
      all.add(tracker);
    }
    return all;
  }

  /** Who has everything at the start, and serves. */
  ProcessNode source() {
    return mode.equals("central") && tracker != null ? tracker : publisher;
  }

  /** What all take together; this process counts as one. */
  Usage usage() {
    List<Long> pids = new ArrayList<>();
    pids.add(ProcessHandle.current().pid());
    pids.add(publisher.pid());
    if (tracker != null) {
      pids.add(tracker.pid());
    }
    for (LabNode node : nodes) {
      if (node instanceof ProcessNode process) {
        pids.add(process.pid());
      }
    }
    return Usage.of(pids);
  }

  /** The second half of those who fetch, and all others, do not hear each other any more. */
  void cut() throws IOException {
    places.cut(secondHalf());
  }

  /** All hear each other again. */
  void mend() throws IOException {
    places.mend(secondHalf());
  }

  private int secondHalf() {
    return Starter.FIRST_NODE + (nodes.size() + 1) / 2;
  }

  /** Those who fetched forget it, files and all. */
  void forget() throws IOException, NodeProblem {
    for (LabNode node : nodes) {
      node.forget(share.id());
    }
  }

  @Override
  public void close() {
    // Together: each takes its time to say good-bye.
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (LabNode node : nodes) {
        threads.execute(node::close);
      }
      rotten.forEach(node -> threads.execute(node::close));
      threads.execute(publisher::close);
      if (tracker != null) {
        threads.execute(tracker::close);
      }
    }
  }

  /** Once without limits, so that no run is the first that the nodes ever do. */
  private void fetchAll(ShareStatus warm) throws IOException, NodeProblem, InterruptedException {
    for (LabNode node : nodes) {
      node.get(warm.link());
    }
    for (LabNode node : nodes) {
      await(node, warm.id());
      node.forget(warm.id());
    }
  }

  private void shape(LinkRates links) throws IOException, NodeProblem {
    source().limit(links.serverUpBytesPerSecond(), 0);
    for (ProcessNode node : rotten) {
      node.limit(links.upBytesPerSecond(), links.downBytesPerSecond());
    }
    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).limit(links.upOf(i), links.downBytesPerSecond());
    }
  }

  /** Who comes first into a deployment that is just forming is not what is compared. */
  private static void awaitMembers(Team team)
      throws IOException, NodeProblem, InterruptedException {
    int all = 1 + team.nodes.size() + team.rotten.size();
    int members = Math.min(all, DirectorySettings.MOST_MEMBERS);
    long end = System.nanoTime() + KEPT_WITHIN.toNanos();
    while (team.publisher.client().status().members() < members) {
      requireTime(end, "not all nodes became members");
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static void await(LabNode node, String id)
      throws IOException, NodeProblem, InterruptedException {
    long end = System.nanoTime() + KEPT_WITHIN.toNanos();
    while (!node.share(id).state().equals("seeding")) {
      requireTime(end, "a node did not get the first, small share");
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static void awaitKept(ProcessNode publisher, String id)
      throws IOException, NodeProblem, InterruptedException {
    long end = System.nanoTime() + KEPT_WITHIN.toNanos();
    while (!publisher.share(id).kept()) {
      requireTime(end, "the origin did not get all of the share");
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static void requireTime(long end, String what) throws NodeProblem {
    if (System.nanoTime() > end) {
      throw new NodeProblem(
          NodeProblem.Kind.TIMED_OUT, what + " within " + KEPT_WITHIN.toMinutes() + " min");
    }
  }
}
