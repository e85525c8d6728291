package covey.node.cli.share;

import covey.node.cli.command.ClientCommand;
import covey.node.cli.command.CommandContext;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code covey pause}: pauses a share. */
@CommandLine.Command(
    name = "pause",
    description = "Stop downloading and serving a share until 'covey resume'.",
    footer = {"", "Example:", "  covey pause holiday-photos"})
final class PauseCommand extends ClientCommand {
  @Parameters(paramLabel = "SHARE", description = ShareCommands.SHARE)
  private String share = "";

  PauseCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem {
    node().pause(share);
    return DONE;
  }
}
