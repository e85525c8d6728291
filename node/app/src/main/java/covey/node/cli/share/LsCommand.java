package covey.node.cli.share;

import covey.node.cli.command.CommandContext;
import covey.node.cli.command.ReadingCommand;
import covey.node.cli.text.StatusText;
import covey.node.client.NodeClient;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import picocli.CommandLine;

/** {@code covey ls}: lists the shares of the running node. */
@CommandLine.Command(
    name = "ls",
    description = "List the node's shares.",
    footer = {"", "Example:", "  covey ls --json"})
final class LsCommand extends ReadingCommand {
  LsCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem {
    NodeClient node = node();
    if (isJson()) {
      say(node.read("shares"));
    } else {
      StatusText.shares(node.shares()).print(screen().out());
    }
    return DONE;
  }
}
