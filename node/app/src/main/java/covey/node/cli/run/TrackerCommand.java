package covey.node.cli.run;

import com.google.common.net.HostAndPort;
import covey.node.cli.command.Command;
import covey.node.cli.command.CommandContext;
import covey.node.cli.text.Address;
import covey.node.runtime.DirectorySettings;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code covey tracker}: runs a tracker, which hosts the directory and can store content. */
@CommandLine.Command(
    name = "tracker",
    description =
        "Run a tracker in the foreground: it knows which nodes have which shares. With --origin it"
            + " also stores content. By default it listens on port 7400, and its HTTP API on port"
            + " 7401.",
    footer = {
      "",
      "Example:",
      "  covey tracker --open --origin /srv/covey",
      "  covey tracker --open --cluster tracker-b:7400,tracker-c:7400"
    })
final class TrackerCommand extends ServingCommand {
  private static final int PORT = 7400;
  private static final int HTTP_PORT = 7401;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = Address.class,
      description =
          "Address on which to accept connections; port 0 picks a free port. Default: loopback,"
              + " with --open all addresses.")
  private @Nullable HostAndPort listen;

  @Mixin private ListenPolicy policy = new ListenPolicy();

  @Option(
      names = "--origin",
      paramLabel = "DIR",
      description = "Store content in this folder, which makes mode central possible.")
  private @Nullable Path origin;

  @Option(
      names = "--cluster",
      paramLabel = "HOST:PORT,...",
      hideParamSyntax = true,
      split = ",",
      converter = Address.class,
      description = "The --listen addresses of other trackers, which together host one directory.")
  private List<HostAndPort> cluster = new ArrayList<>();

  @Option(
      names = "--cluster-listen",
      paramLabel = "HOST:PORT",
      converter = Address.class,
      description =
          "Address on which to accept connections from the other trackers' cluster members;"
              + " default: a free port.")
  private @Nullable HostAndPort clusterListen;

  @Option(
      names = "--relay",
      fallbackValue = "true",
      description = "Relay between nodes that cannot connect to each other.")
  private boolean relay;

  TrackerCommand(CommandContext context) {
    super(context);
  }

  @Override
  public String stateName() {
    return "covey-tracker";
  }

  @Override
  protected int run() throws IOException, NodeProblem, InterruptedException {
    Path state = state().toAbsolutePath().normalize();
    Optional<Path> store =
        Optional.ofNullable(origin).map(folder -> folder.toAbsolutePath().normalize());
    NodeSettings settings =
        new NodeSettings(
            NodeSettings.Role.TRACKER,
            policy.address(listen, PORT),
            directory().relaying(relay),
            state,
            store.orElse(state.resolve("downloads")),
            store,
            NodeSettings.Limits.NONE);
    return serve(settings, HTTP_PORT, service -> {});
  }

  private DirectorySettings directory() throws IOException, NodeProblem {
    Optional<HostAndPort> members = Optional.empty();
    if (clusterListen != null) {
      if (cluster.isEmpty()) {
        throw Command.wrongUsage("--cluster-listen needs --cluster");
      }
      members = Optional.of(policy.address(clusterListen, 0));
    }
    return DirectorySettings.ofTracker(cluster, members);
  }
}
