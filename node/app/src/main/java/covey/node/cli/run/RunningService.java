package covey.node.cli.run;

import com.google.common.net.HostAndPort;
import covey.node.client.NodeClient;
import covey.node.http.HttpApi;
import covey.node.runtime.Node;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeSettings;
import covey.node.runtime.RunningNode;
import covey.node.runtime.RunningNodes;
import covey.node.trace.TraceRecorder;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node or tracker in this process, with its HTTP API and its entry in the runtime folder. */
public final class RunningService implements AutoCloseable {
  private final Node node;
  private final HttpApi api;
  private final RunningNodes.Entry entry;

  private RunningService(Node node, HttpApi api, RunningNodes.Entry entry) {
    this.node = node;
    this.api = api;
    this.entry = entry;
  }

  /**
   * Starts all three, recording the node's messages unless {@code recorder} is null; exceptions
   * have a message for the user.
   */
  public static RunningService start(
      NodeSettings settings, HostAndPort http, @Nullable TraceRecorder recorder)
      throws IOException, NodeProblem {
    Node node = Node.start(settings, recorder);
    try {
      HttpApi api = HttpApi.start(node, http, node.stateFolder().token());
      try {
        return new RunningService(node, api, enter(settings, node, api));
      } catch (IOException | RuntimeException e) {
        api.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      node.close();
      throw e;
    }
  }

  private static RunningNodes.Entry enter(NodeSettings settings, Node node, HttpApi api)
      throws IOException {
    return RunningNodes.ofUser()
        .enter(
            new RunningNode(
                api.address().toString(),
                node.listen().toString(),
                ProcessHandle.current().pid(),
                settings.role().name().toLowerCase(Locale.ROOT),
                node.id(),
                node.stateFolder().tokenFile().toString(),
                node.stateFolder().path().toString()));
  }

  Node node() {
    return node;
  }

  /** Returns the address of the API, with the port that is really bound. */
  HostAndPort http() {
    return api.address();
  }

  /** Returns a client of this node's API. */
  public NodeClient client() {
    return new NodeClient(http(), Optional.of(node.stateFolder().token().reveal()));
  }

  /** Idempotent. */
  @Override
  public void close() {
    try (node) {
      api.close();
    } finally {
      entry.close();
    }
  }
}
