package covey.node.cli.share;

import covey.node.cli.command.ClientCommand;
import covey.node.cli.command.CommandContext;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code covey resume}: takes up a paused or failed share again. */
@CommandLine.Command(
    name = "resume",
    description = "Take up a paused or failed share again.",
    footer = {"", "Example:", "  covey resume holiday-photos"})
final class ResumeCommand extends ClientCommand {
  @Parameters(paramLabel = "SHARE", description = "Id, prefix, link or name.")
  private String share = "";

  ResumeCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem {
    node().resume(share);
    return DONE;
  }
}
