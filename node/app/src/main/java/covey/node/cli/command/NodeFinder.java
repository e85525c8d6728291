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

/** Which of the user's running nodes a command means. */
public final class NodeFinder {
  private NodeFinder() {}

  /** The node that runs on a state folder. */
  public static Optional<RunningNode> onState(Path state) throws IOException {
    Path real = Files.exists(state) ? state.toRealPath() : state.toAbsolutePath().normalize();
    return RunningNodes.ofUser().all().stream()
        .filter(node -> node.state().equals(real.toString()))
        .findFirst();
  }

  /** The only node that this user runs; a NodeProblem names them if there are several. */
  public static Optional<RunningNode> only() throws IOException, NodeProblem {
    return RunningNodes.ofUser().only();
  }

  /** The token of the node at an address, if this user started it. */
  public static Optional<String> tokenOf(HostAndPort http) throws IOException {
    return RunningNodes.ofUser().at(http).flatMap(NodeFinder::token);
  }

  /** To a running node, with its token. */
  public static NodeClient client(RunningNode node) {
    return new NodeClient(HostAndPort.fromString(node.http()), token(node));
  }

  private static Optional<String> token(RunningNode node) {
    try {
      return Optional.of(Files.readString(Path.of(node.tokenFile())).strip());
    } catch (IOException e) {
      // Reading needs no token; what does need one is answered with a line that says so.
      return Optional.empty();
    }
  }
}
