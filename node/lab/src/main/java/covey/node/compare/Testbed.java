package covey.node.compare;

import covey.node.runtime.DirectorySettings;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.ShareStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one mode: a tracker if the mode has one, the publisher, and the nodes that fetch.
 * Used by one thread; {@link #close} may be called by another.
 */
final class Testbed implements AutoCloseable {
  /** The name of the first node that fetches. */
  static final String FIRST_NODE = "node 1";

  private static final Duration KEPT_WITHIN = Duration.ofMinutes(5);
  private static final long POLL_MILLIS = 20;

  private final TestHosts hosts;
  private final Team team;
  private final Map<String, String> names;
  private final ShareStatus share;

  private Testbed(TestHosts hosts, Team team, Map<String, String> names, ShareStatus share) {
    this.hosts = hosts;
    this.team = team;
    this.names = names;
    this.share = share;
  }

  /**
   * The nodes that take part.
   *
   * @param tracker null in p2p, or if unknown
   * @param nodes the nodes that fetch
   * @param corrupt nodes that have everything, but send corrupt bytes
   * @param views the traces of the recorded nodes, by the nodes' names
   */
  record Team(
      String mode,
      @Nullable ApiNode tracker,
      ApiNode publisher,
      List<LabNode> nodes,
      List<ProcessNode> corrupt,
      Map<String, NodeTrace> views) {}

  /** Starts {@code count} nodes that fetch, and the nodes that a failure needs. */
  static Testbed open(TestbedContext context, String mode, int count, Optional<Failure> failure)
      throws IOException, NodeProblem, InterruptedException {
    Team team = start(new NodeStarter(context, mode), mode, count, failure);
    if (mode.equals("p2p")) {
      awaitMembers(team);
    }
    ShareStatus warm = team.publisher.add(context.warmUp(), null);
    Testbed testbed = of(context.hosts(), team, context.settings().shared(), null);
    ShareStatus share = testbed.share();
    testbed.awaitKept(warm);
    testbed.fetchAll(warm);
    for (ProcessNode node : team.corrupt) {
      node.get(share.link());
      await(node, share.id());
      FileCorruption.spoil(Path.of(node.share(share.id()).path()));
    }
    testbed.shape(context.settings().links());
    return testbed;
  }

  /** Returns a test bed of existing nodes, after the publisher has added the share. */
  static Testbed of(TestHosts hosts, Team team, Path shared, @Nullable String name)
      throws IOException, NodeProblem, InterruptedException {
    Testbed testbed = new Testbed(hosts, team, names(team), team.publisher.add(shared, name));
    testbed.awaitKept(testbed.share());
    return testbed;
  }

  /** Returns a test bed of the same nodes that fetch another share. */
  Testbed sharing(ShareStatus other) {
    return new Testbed(hosts, team, names, other);
  }

  private static Team start(NodeStarter starter, String mode, int count, Optional<Failure> failure)
      throws IOException, NodeProblem, InterruptedException {
    int killable = failure.map(each -> each.killable(count)).orElse(0);
    int others = failure.map(each -> each.others(count)).orElse(0);
    ApiNode tracker = mode.equals("p2p") ? null : starter.tracker();
    ApiNode publisher = starter.publisher();
    List<LabNode> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      nodes.add(starter.node(i, i >= count - killable));
    }
    List<ProcessNode> corrupt = new ArrayList<>();
    for (int i = 0; i < others; i++) {
      corrupt.add(starter.process(count + i).awaitReady());
    }
    for (LabNode node : nodes) {
      if (node instanceof ProcessNode process) {
        var _ = process.awaitReady();
      }
    }
    return new Team(
        mode, tracker, publisher, List.copyOf(nodes), List.copyOf(corrupt), starter.views());
  }

  private static Map<String, String> names(Team team) throws IOException, NodeProblem {
    Map<String, String> names = new HashMap<>();
    if (team.tracker != null) {
      names.put(team.tracker.status().id(), team.mode.equals("central") ? "server" : "tracker");
    }
    names.put(team.publisher.status().id(), "publisher");
    for (int i = 0; i < team.nodes.size(); i++) {
      names.put(team.nodes.get(i).status().id(), "node " + (i + 1));
    }
    return names;
  }

  /** The names of the nodes, by their ids. */
  Map<String, String> names() {
    return names;
  }

  /** The traces of the recorded nodes, by the nodes' names. */
  Map<String, NodeTrace> views() {
    return team.views;
  }

  String mode() {
    return team.mode;
  }

  /** The share that is fetched. */
  ShareStatus share() {
    return share;
  }

  /** The tracker; null in p2p, or if unknown. */
  @Nullable ApiNode tracker() {
    return team.tracker;
  }

  ApiNode publisher() {
    return team.publisher;
  }

  List<LabNode> nodes() {
    return team.nodes;
  }

  /** All nodes that take part if the first {@code fetching} nodes fetch. */
  List<LabNode> participants(int fetching) {
    List<LabNode> all = new ArrayList<>(team.nodes.subList(0, fetching));
    all.addAll(team.corrupt);
    all.add(team.publisher);
    if (team.tracker != null) {
      all.add(team.tracker);
    }
    return all;
  }

  /** Reports whether all processes that the mode needs are known. */
  boolean isWhole() {
    return team.mode.equals("p2p") || team.tracker != null;
  }

  /** The node that has everything at the start. */
  ApiNode source() {
    return team.mode.equals("central") && team.tracker != null ? team.tracker : team.publisher;
  }

  /**
   * The resource usage of all processes, including this one; null if a node runs on another
   * machine.
   */
  @Nullable ProcessUsage usage() {
    List<LabNode> all = participants(team.nodes.size());
    all.removeAll(team.corrupt);
    List<Long> pids = new ArrayList<>(List.of(ProcessHandle.current().pid()));
    for (LabNode node : all) {
      if (node instanceof RemoteNode) {
        return null;
      }
      if (node instanceof ProcessNode process) {
        pids.add(process.pid());
      }
    }
    return ProcessUsage.of(pids);
  }

  /** Cuts the second half of the nodes that fetch off from all others. */
  void cut() throws IOException {
    hosts.cut(secondHalf());
  }

  /** Reconnects all nodes. */
  void mend() throws IOException {
    hosts.mend(secondHalf());
  }

  private int secondHalf() {
    return NodeStarter.FIRST_NODE + (team.nodes.size() + 1) / 2;
  }

  /** Removes the share and its files from the nodes that fetched it. */
  void forget() throws IOException, NodeProblem {
    for (LabNode node : team.nodes) {
      node.forget(share.id());
    }
  }

  @Override
  public void close() {
    // In parallel: each needs some time to close its connections.
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      participants(team.nodes.size()).forEach(node -> threads.execute(node::close));
    }
  }

  /** Fetches a small file once without limits, so that the nodes are warm before the first run. */
  private void fetchAll(ShareStatus warm) throws IOException, NodeProblem, InterruptedException {
    for (LabNode node : team.nodes) {
      node.get(warm.link());
    }
    for (LabNode node : team.nodes) {
      await(node, warm.id());
      node.forget(warm.id());
    }
  }

  /** Sets the link of each node; 0 is no limit. */
  void shape(LinkRates links) throws IOException, NodeProblem {
    source().limit(links.serverUpBytesPerSecond(), 0);
    if (!team.publisher.equals(source())) {
      team.publisher.limit(links.upBytesPerSecond(), links.downBytesPerSecond());
    }
    for (ProcessNode node : team.corrupt) {
      node.limit(links.upBytesPerSecond(), links.downBytesPerSecond());
    }
    for (int i = 0; i < team.nodes.size(); i++) {
      team.nodes.get(i).limit(links.upOf(i), links.downBytesPerSecond());
    }
  }

  /** Waits until the members have found each other: how a deployment forms is not measured. */
  private static void awaitMembers(Team team)
      throws IOException, NodeProblem, InterruptedException {
    int all = 1 + team.nodes.size() + team.corrupt.size();
    int members = Math.min(all, DirectorySettings.MOST_MEMBERS);
    long end = System.nanoTime() + KEPT_WITHIN.toNanos();
    while (team.publisher.client().status().members() < members) {
      requireTime(end, "not all nodes became members");
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Waits until a node has all of a share. */
  static void await(LabNode node, String id) throws IOException, NodeProblem, InterruptedException {
    long end = System.nanoTime() + KEPT_WITHIN.toNanos();
    while (!node.share(id).state().equals("seeding")) {
      requireTime(end, "a node did not complete a share");
      Thread.sleep(POLL_MILLIS);
    }
  }

  /** Waits until the origin, if there is one, has all of a share. */
  void awaitKept(ShareStatus share) throws IOException, NodeProblem, InterruptedException {
    long end = System.nanoTime() + KEPT_WITHIN.toNanos();
    while (team.mode.equals("central") && !team.publisher.share(share.id()).kept()) {
      requireTime(end, "the origin did not complete the share");
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
