package covey.node.cli.share;

import com.google.common.hash.Hashing;
import com.google.common.net.HostAndPort;
import covey.node.cli.command.CommandContext;
import covey.node.cli.command.ReadingCommand;
import covey.node.cli.run.NetworkOptions;
import covey.node.cli.run.RunningService;
import covey.node.client.NodeClient;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeSettings;
import covey.node.trace.TraceRecorder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A command that uses a running node or, if none is running, a node of its own that stops with the
 * command.
 */
public abstract class TransferCommand extends ReadingCommand {
  @Option(
      names = "--standalone",
      fallbackValue = "true",
      description = "Use a node of this command's own even if a node is running.")
  private boolean standalone;

  @Mixin private NetworkOptions network = new NetworkOptions();

  protected TransferCommand(CommandContext context) {
    super(context);
  }

  protected final NetworkOptions network() {
    return network;
  }

  /** Returns the running node; empty if there is none or --standalone is given. */
  protected Optional<NodeClient> running() throws IOException, NodeProblem {
    return standalone ? Optional.empty() : findNode();
  }

  /** Returns a recorder of the own node's messages, or null to record nothing. */
  protected @Nullable TraceRecorder recorder() {
    return null;
  }

  /**
   * Starts a node in this process.
   *
   * @param purpose a key of the node's state folder: different commands run side by side, and the
   *     same command resumes where it stopped
   */
  final TemporaryNode startOwn(String purpose, Path dir) throws IOException, NodeProblem {
    String key =
        Hashing.sha256().hashString(purpose, StandardCharsets.UTF_8).toString().substring(0, 16);
    Path own = state().resolve("short-lived").resolve(key);
    NodeSettings settings = network.settings(own, dir, 0);
    HostAndPort http = HostAndPort.fromParts("127.0.0.1", 0);
    RunningService service =
        shutdown().closeAtExit(RunningService.start(settings, http, recorder()));
    return new TemporaryNode(service, own);
  }
}
