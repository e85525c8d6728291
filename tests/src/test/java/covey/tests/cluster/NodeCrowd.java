package covey.tests.cluster;

import com.google.common.net.HostAndPort;
import covey.node.modes.Mode;
import covey.node.runtime.DirectorySettings;
import covey.node.runtime.Node;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeSettings;
import covey.protocol.content.ShareId;
import covey.protocol.identity.NodeId;
import covey.tests.process.TestMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many nodes in this process, each with its own shares. */
final class NodeCrowd implements AutoCloseable {
  private static final int AT_ONCE = 8;

  private final TestMachine machine;
  private final Mode mode;
  private final List<HostAndPort> trackers;
  private final List<Node> nodes = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, NodeId> providers = Collections.synchronizedMap(new TreeMap<>());

  private NodeCrowd(TestMachine machine, Mode mode, List<HostAndPort> trackers) {
    this.machine = machine;
    this.mode = mode;
    this.trackers = trackers;
  }

  /** Starts {@code count} nodes that share {@code sharesEach} small files each. */
  static NodeCrowd start(
      TestMachine machine, Mode mode, List<HostAndPort> trackers, int count, int sharesEach) {
    NodeCrowd crowd = new NodeCrowd(machine, mode, trackers);
    List<Callable<Void>> starts = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      int own = number;
      starts.add(
          () -> {
            crowd.start(own, sharesEach);
            return null;
          });
    }
    crowd.together(starts);
    return crowd;
  }

  private void start(int number, int sharesEach) throws IOException, NodeProblem {
    Path folder = machine.folder("crowd").resolve("n" + number);
    Path files = Files.createDirectories(folder.resolve("files"));
    Node node =
        Node.start(
            new NodeSettings(
                NodeSettings.Role.NODE,
                HostAndPort.fromParts("127.0.0.1", 0),
                DirectorySettings.of(mode, trackers),
                folder.resolve("state"),
                folder.resolve("downloads"),
                Optional.empty(),
                NodeSettings.Limits.NONE));
    nodes.add(node);
    for (int share = 0; share < sharesEach; share++) {
      String text = "share " + share + " of node " + number;
      Path file = Files.writeString(files.resolve(share + ".txt"), text);
      providers.put(node.add(file, null).id(), NodeId.parse(node.id()));
    }
  }

  /** Returns the nodes. */
  List<Node> nodes() {
    return nodes;
  }

  /** Returns all shares. */
  List<ShareId> shares() {
    return providers.keySet().stream().map(ShareId::parse).toList();
  }

  /** Returns the only node that has the share. */
  NodeId provider(ShareId share) {
    NodeId provider = providers.get(share.toString());
    if (provider == null) {
      throw new IllegalArgumentException(share + " is nobody's");
    }
    return provider;
  }

  private void together(Collection<? extends Callable<Void>> tasks) {
    try (ExecutorService some = Executors.newFixedThreadPool(AT_ONCE)) {
      for (Future<Void> done : some.invokeAll(tasks)) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    List<Callable<Void>> ends = new ArrayList<>();
    for (Node node : nodes) {
      ends.add(
          () -> {
            node.close();
            return null;
          });
    }
    together(ends);
  }
}
