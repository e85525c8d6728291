package covey.tests.crowd;

import com.google.common.net.HostAndPort;
import covey.tests.process.Await;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The nodes of a p2p deployment with a limited number of members. */
final class AttachedCrowd implements AutoCloseable {
  private final int mostMembers;
  private final DirectoryTraffic traffic = new DirectoryTraffic();
  private final AtomicInteger mostSeen = new AtomicInteger();
  private final List<CrowdNode> nodes = Collections.synchronizedList(new ArrayList<>());

  /** Starts the first node, which knows no others. */
  AttachedCrowd(int mostMembers) throws IOException {
    this.mostMembers = mostMembers;
    nodes.add(new CrowdNode(0, mostMembers, List.of(), traffic));
  }

  DirectoryTraffic traffic() {
    return traffic;
  }

  List<CrowdNode> nodes() {
    synchronized (nodes) {
      return List.copyOf(nodes);
    }
  }

  Stream<CrowdNode> alive() {
    return nodes().stream().filter(CrowdNode::isAlive);
  }

  List<CrowdNode> members() {
    List<CrowdNode> members = alive().filter(CrowdNode::isMember).toList();
    mostSeen.accumulateAndGet(members.size(), Math::max);
    return members;
  }

  /** Returns the largest number of members seen so far. */
  int mostSeen() {
    return mostSeen.get();
  }

  /** Starts {@code count} more nodes at once, which all know only the first. */
  void start(int count) throws IOException {
    List<HostAndPort> join = List.of(nodes.getFirst().address());
    int from = nodes.size();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<CrowdNode>> started = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int number = from + i;
        started.add(threads.submit(() -> new CrowdNode(number, mostMembers, join, traffic)));
      }
      for (Future<CrowdNode> one : started) {
        nodes.add(one.get());
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IOException("a node did not start", e);
    }
  }

  /**
   * Waits until all nodes have a place and the members agree on their number; returns the time
   * taken.
   */
  Duration awaitPlaces(int members, Duration within) {
    long begun = System.nanoTime();
    Await.until(
        members + " members, and all others attached to one of them",
        within,
        () -> {
          Await.saw(places());
          return alive().allMatch(CrowdNode::isIn)
              && members().size() == members
              && members().stream().allMatch(node -> node.seat().members() == members);
        });
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Returns how many nodes have a place, and the number of members that each member knows. */
  String places() {
    return "%d of %d nodes have a place; the members know of %s"
        .formatted(
            alive().filter(CrowdNode::isIn).count(),
            alive().count(),
            members().stream().map(node -> node.seat().members()).toList());
  }

  @Override
  public void close() {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (CrowdNode node : nodes()) {
        threads.submit(
            () -> {
              node.close();
              return node;
            });
      }
      threads.shutdown();
      if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
