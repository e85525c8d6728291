package covey.node.cli.share;

import covey.node.cli.command.ClientCommand;
import covey.node.cli.command.CommandContext;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code covey resume}: resumes a share. */
@CommandLine.Command(
    name = "resume",
    description = "Resume a share that is paused or has failed.",
    footer = {"", "Example:", "  covey resume holiday-photos"})
final class ResumeCommand extends ClientCommand {
  @Parameters(paramLabel = "SHARE", description = ShareCommands.SHARE)
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
