package covey.node.cli.run;

import covey.node.cli.command.CommandContext;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeSettings;
import covey.node.runtime.WarmUp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code covey node}: runs a node until a signal arrives. */
@CommandLine.Command(
    name = "node",
    description =
        "Run a node in the foreground: it shares and downloads what the other commands ask for. By"
            + " default it listens on port 7410, and its HTTP API on port 7411.",
    footer = {"", "Example:", "  covey node --tracker 192.0.2.1:7400 --open --up 20Mbit"})
final class NodeCommand extends ServingCommand {
  private static final int PORT = 7410;
  private static final int HTTP_PORT = 7411;

  @Mixin private NetworkOptions network = new NetworkOptions();

  @Option(
      names = "--share",
      paramLabel = "PATH",
      description = "Share this file or folder once the node is ready; may be repeated.")
  private List<Path> shares = new ArrayList<>();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "Folder of downloads for which no other is given; default: ./covey-downloads.")
  private Path dir = Path.of("covey-downloads");

  @Option(
      names = "--relay",
      fallbackValue = "true",
      description = "Relay between nodes that cannot connect to each other, within --up.")
  private boolean relay;

  @Option(
      names = "--no-rehearsal",
      negatable = true,
      description = "Run or skip the warm-up transfer after the start; default: run it.")
  private boolean rehearsal = true;

  NodeCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem, InterruptedException {
    for (Path path : shares) {
      if (!Files.exists(path)) {
        throw new NoSuchFileException(path.toString());
      }
    }
    NodeSettings settings = network.settings(state(), dir, PORT, relay);
    return serve(settings, HTTP_PORT, this::shareAll);
  }

  private void shareAll(RunningService service) throws IOException, NodeProblem {
    if (shares.isEmpty() && rehearsal) {
      WarmUp.start(state().resolve("rehearsal"), () -> service.node().shares().isEmpty());
    }
    for (Path path : shares) {
      say(service.client().add(path, null).link());
    }
  }
}
