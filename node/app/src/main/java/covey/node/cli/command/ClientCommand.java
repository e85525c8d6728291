package covey.node.cli.command;

import com.google.common.net.HostAndPort;
import covey.node.cli.text.Address;
import covey.node.client.NodeClient;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that talks to a running node. */
public abstract class ClientCommand extends Command {
  @Option(
      names = "--http",
      paramLabel = "HOST:PORT",
      converter = Address.class,
      description = "The node's HTTP address; default: the running node of the state folder.")
  private @Nullable HostAndPort http;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File with the node's API token; needed if another user started the node.")
  private @Nullable Path tokenFile;

  protected ClientCommand(CommandContext context) {
    super(context);
  }

  /** Returns the running node; throws NodeProblem if there is none. */
  protected final NodeClient node() throws IOException, NodeProblem {
    Optional<NodeClient> found = findNode();
    if (found.isEmpty() && !isStateGiven()) {
      found = NodeFinder.only().map(NodeFinder::client);
    }
    return found.orElseThrow(
        () ->
            new NodeProblem(
                NodeProblem.Kind.FAILED,
                "no node is running; start one with 'covey node', or name one with --http"));
  }

  /** Returns the node of --http, else the running node of the state folder. */
  protected final Optional<NodeClient> findNode() throws IOException, NodeProblem {
    HostAndPort address = http;
    if (address == null) {
      return NodeFinder.onState(state()).map(NodeFinder::client);
    }
    Optional<String> token = tokenFile == null ? NodeFinder.tokenOf(address) : read(tokenFile);
    return Optional.of(new NodeClient(address, token));
  }

  private static Optional<String> read(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file).strip());
    } catch (IOException e) {
      throw new IOException("cannot read the token file " + file, e);
    }
  }
}
