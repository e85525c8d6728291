package covey.node.cli.share;

import covey.node.cli.command.ClientCommand;
import covey.node.cli.command.CommandContext;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey rm}: removes a share. */
@CommandLine.Command(
    name = "rm",
    description = "Remove a share from the node. Its files stay unless --data is given.",
    footer = {"", "Example:", "  covey rm holiday-photos --data"})
final class RmCommand extends ClientCommand {
  @Parameters(paramLabel = "SHARE", description = ShareCommands.SHARE)
  private String share = "";

  @Option(
      names = "--data",
      fallbackValue = "true",
      description = "Also delete the files that the node downloaded.")
  private boolean data;

  RmCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem {
    node().remove(share, data);
    return DONE;
  }
}
