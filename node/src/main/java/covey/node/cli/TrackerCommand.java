package covey.node.cli;

import com.google.common.net.HostAndPort;
import covey.node.modes.Mode;
import covey.node.runtime.DirectorySettings;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * {@code covey tracker}: the directory that nodes ask, with an origin if it is to store content.
 */
@CommandLine.Command(
    name = "tracker",
    description = "Run a tracker: it knows who has what; with --origin it stores content too.",
    footer = {"", "Example:", "  covey tracker --open --origin /srv/covey"})
final class TrackerCommand extends ServingCommand {
  private static final int PORT = 7400;
  private static final int HTTP_PORT = 7401;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = Address.class,
      description = "Where nodes connect; default: loopback, with --open all addresses.")
  private @Nullable HostAndPort listen;

  @Option(
      names = "--open",
      fallbackValue = "true",
      description = "Let anybody who can reach this machine connect.")
  private boolean open;

  @Option(
      names = "--origin",
      paramLabel = "DIR",
      description = "Store content here: makes mode central possible.")
  private @Nullable Path origin;

  TrackerCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  String stateName() {
    return "covey-tracker";
  }

  @Override
  int run() throws IOException, NodeProblem, InterruptedException {
    Path state = state().toAbsolutePath().normalize();
    Optional<Path> store =
        Optional.ofNullable(origin).map(folder -> folder.toAbsolutePath().normalize());
    NodeSettings settings =
        new NodeSettings(
            NodeSettings.Role.TRACKER,
            NetworkOptions.listen(listen, open, PORT),
            DirectorySettings.of(Mode.TRACKER, List.of()),
            state,
            store.orElse(state.resolve("downloads")),
            store,
            0,
            0);
    return serve(settings, HTTP_PORT, service -> {});
  }
}
