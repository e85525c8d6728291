package covey.node.cli.command;

import com.google.common.net.HostAndPort;
import covey.node.client.NodeClient;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.RunningNode;
import covey.node.runtime.RunningNodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the running node that a command talks to. */
public final class NodeFinder {
  private NodeFinder() {}

  /** Returns the running node of a state folder. */
  public static Optional<RunningNode> onState(Path state) throws IOException {
    Path real = Files.exists(state) ? state.toRealPath() : state.toAbsolutePath().normalize();
    return RunningNodes.ofUser().all().stream()
        .filter(node -> node.state().equals(real.toString()))
        .findFirst();
  }

  /** Returns the only node that this user runs; throws NodeProblem if there are several. */
  public static Optional<RunningNode> only() throws IOException, NodeProblem {
    return RunningNodes.ofUser().only();
  }

  /** Returns the token of the node at an address, if this user started it. */
  public static Optional<String> tokenOf(HostAndPort http) throws IOException {
    return RunningNodes.ofUser().at(http).flatMap(NodeFinder::token);
  }

  /** Returns a client of a running node, with its token. */
  public static NodeClient client(RunningNode node) {
    return new NodeClient(HostAndPort.fromString(node.http()), token(node));
  }

  private static Optional<String> token(RunningNode node) {
    try {
      return Optional.of(Files.readString(Path.of(node.tokenFile())).strip());
    } catch (IOException e) {
      // Reading needs no token; the node refuses everything else with a clear message.
      return Optional.empty();
    }
  }
}
