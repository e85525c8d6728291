package covey.node.cli.run;

import com.google.common.net.HostAndPort;
import covey.node.client.NodeClient;
import covey.node.http.HttpApi;
import covey.node.runtime.ApiToken;
import covey.node.runtime.Node;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeSettings;
import covey.node.runtime.RunningNode;
import covey.node.runtime.RunningNodes;
import covey.node.trace.TraceRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A node or tracker in this process, with its HTTP API and its entry in the runtime folder. */
public final class RunningService implements AutoCloseable {
  private final Node node;
  private final HttpApi api;
  private final ApiToken token;
  private final RunningNodes.Entry entry;

  private RunningService(Node node, HttpApi api, ApiToken token, RunningNodes.Entry entry) {
    this.node = node;
    this.api = api;
    this.token = token;
    this.entry = entry;
  }

  /** Starts all three; exceptions have a message for the user. */
  static RunningService start(NodeSettings settings, HostAndPort http)
      throws IOException, NodeProblem {
    return start(settings, http, null);
  }

  /** Starts all three, recording the node's messages unless {@code recorder} is null. */
  public static RunningService start(
      NodeSettings settings, HostAndPort http, @Nullable TraceRecorder recorder)
      throws IOException, NodeProblem {
    Node node = Node.start(settings, recorder);
    try {
      Path tokenFile = settings.state().toRealPath().resolve("api-token");
      ApiToken token = ApiToken.parse(Files.readString(tokenFile));
      HttpApi api = HttpApi.start(node, http, token);
      try {
        return new RunningService(node, api, token, enter(settings, node, api, tokenFile));
      } catch (IOException | RuntimeException e) {
        api.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      node.close();
      throw e;
    }
  }

  private static RunningNodes.Entry enter(
      NodeSettings settings, Node node, HttpApi api, Path tokenFile) throws IOException {
    return RunningNodes.ofUser()
        .enter(
            new RunningNode(
                api.address().toString(),
                node.listen().toString(),
                ProcessHandle.current().pid(),
                settings.role().name().toLowerCase(Locale.ROOT),
                node.id(),
                tokenFile.toString(),
                settings.state().toRealPath().toString()));
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
    return new NodeClient(http(), Optional.of(token.reveal()));
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
