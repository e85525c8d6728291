package covey.node.cli;

import covey.node.runtime.NodeProblem;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code covey pause}: stops fetching and serving a share. */
@CommandLine.Command(
    name = "pause",
    description = "Stop fetching and serving a share.",
    footer = {"", "Example:", "  covey pause holiday-photos"})
final class PauseCommand extends ClientCommand {
  @Parameters(paramLabel = "SHARE", description = "Id, prefix, link or name.")
  private String share = "";

  PauseCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run() throws IOException, NodeProblem {
    node().pause(share);
    return DONE;
  }
}
