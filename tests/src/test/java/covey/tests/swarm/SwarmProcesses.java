package covey.tests.swarm;

import com.google.gson.JsonObject;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The processes of a swarm: a tracker, a seed and nodes. They have transferred one share already,
 * so that neither JVM starts nor class loading are measured, and are connected.
 */
final class SwarmProcesses {
  /** The size of the share that warms them up, without limits. */
  private static final long WARM_BYTES = 2L << 20;

  /** JVMs that start at once; more would only wait for each other. */
  private static final int STARTS_AT_ONCE = 4;

  /** An action on one process. */
  @FunctionalInterface
  interface Work<T> {
    T call() throws IOException;
  }

  private final TestMachine machine;
  private final String name;
  private CoveyNode tracker;
  private CoveyNode seed;
  private final List<CoveyNode> nodes;
  private int replaced;

  private SwarmProcesses(
      TestMachine machine, String name, CoveyNode tracker, CoveyNode seed, List<CoveyNode> nodes) {
    this.machine = machine;
    this.name = name;
    this.tracker = tracker;
    this.seed = seed;
    this.nodes = new ArrayList<>(nodes);
  }

  /** Starts the processes and warms them up; returns with the plan's limits in force. */
  static SwarmProcesses start(TestMachine machine, String name, SwarmPlan plan) throws IOException {
    CoveyNode tracker = machine.tracker(name + "-tracker");
    List<Work<CoveyNode>> starts = new ArrayList<>();
    String[] args = {"--mode", "tracker", "--tracker", tracker.listen()};
    starts.add(() -> machine.node(name + "-seed", args));
    for (int node = 0; node < plan.nodes(); node++) {
      String nodeName = name + "-n" + (node + 1);
      starts.add(() -> machine.node(nodeName, args));
    }
    List<CoveyNode> started = atOnce(STARTS_AT_ONCE, starts);
    SwarmProcesses swarm =
        new SwarmProcesses(
            machine, name, tracker, started.getFirst(), started.subList(1, started.size()));
    swarm.warm();
    swarm.limit(plan);
    return swarm;
  }

  /**
   * Replaces processes that were killed, a node or the seed by a new one, and warms the swarm up
   * again if there were any; returns with the limits of {@code plan} in force, which has as many
   * nodes.
   */
  void prepare(SwarmPlan plan) throws IOException {
    if (!isWhole()) {
      replaceDead();
      limit(seed, 0, 0);
      for (CoveyNode node : nodes) {
        limit(node, 0, 0);
      }
      warm();
    }
    limit(plan);
  }

  private void replaceDead() throws IOException {
    if (!tracker.process().alive()) {
      tracker = machine.tracker(name + "-tracker", "--listen", tracker.listen());
    }
    if (!seed.process().alive()) {
      seed = replacement();
    }
    for (int node = 0; node < nodes.size(); node++) {
      if (!nodes.get(node).process().alive()) {
        nodes.set(node, replacement());
      }
    }
  }

  /** Returns a node of a new name: one with the state of the dead would go on with its share. */
  private CoveyNode replacement() {
    String newName = name + "-r" + ++replaced;
    return machine.node(newName, "--mode", "tracker", "--tracker", tracker.listen());
  }

  private void limit(SwarmPlan plan) throws IOException {
    limit(seed, plan.seedUpBytesPerSecond(), 0);
    for (int node = 0; node < plan.nodes(); node++) {
      limit(nodes.get(node), plan.upBytesPerSecond(node), plan.downBytesPerSecond());
    }
  }

  private void warm() throws IOException {
    Path file = file(0, WARM_BYTES);
    JsonObject share = seed.api().add(file);
    String id = share.get("id").getAsString();
    String link = share.get("link").getAsString();
    for (CoveyNode node : nodes) {
      node.api().get(link, node.downloads());
    }
    for (CoveyNode node : nodes) {
      node.awaitComplete(id, Await.PATIENCE);
    }
    forget(id, file);
  }

  /** Sets rate limits; 0 is none. */
  private static void limit(CoveyNode node, long up, long down) throws IOException {
    JsonObject body = new JsonObject();
    body.addProperty("upBytesPerSecond", up);
    body.addProperty("downBytesPerSecond", down);
    node.api().call("PUT", "limit", body);
  }

  /** Makes a file for the seed to share, different for each number. */
  Path file(long number, long bytes) throws IOException {
    Path folder = machine.folder(name + "-original");
    return Tree.file(folder.resolve("file-" + number + ".bin"), number, bytes);
  }

  /** Removes a share from every running process and deletes all copies of its file. */
  void forget(String id, Path file) throws IOException {
    for (CoveyNode node : processes().values()) {
      if (node != tracker && node.process().alive()) {
        node.api().call("DELETE", "shares/" + id + "?data=true", null);
      }
    }
    Files.delete(file);
  }

  /** Returns whether all processes are running. */
  boolean isWhole() {
    return processes().values().stream().allMatch(node -> node.process().alive());
  }

  /** Kills all processes. */
  void end() {
    processes().values().forEach(node -> node.process().kill());
  }

  CoveyNode tracker() {
    return tracker;
  }

  CoveyNode seed() {
    return seed;
  }

  /** Returns the nodes that download. */
  List<CoveyNode> nodes() {
    return nodes;
  }

  /** Returns all processes by name. */
  Map<String, CoveyNode> processes() {
    Map<String, CoveyNode> all = new TreeMap<>();
    all.put("tracker", tracker);
    all.put("seed", seed);
    for (int node = 0; node < nodes.size(); node++) {
      all.put(String.format("n%02d", node + 1), nodes.get(node));
    }
    return all;
  }

  /** Runs actions, at most {@code most} at the same time; returns their results in order. */
  static <T> List<T> atOnce(int most, List<Work<T>> works) throws IOException {
    try (ExecutorService threads = Executors.newFixedThreadPool(most)) {
      List<Future<T>> futures =
          works.stream().map(work -> threads.submit(() -> work.call())).toList();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
