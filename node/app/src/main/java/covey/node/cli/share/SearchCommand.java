package covey.node.cli.share;

import covey.node.cli.command.CommandContext;
import covey.node.cli.command.ReadingCommand;
import covey.node.cli.text.StatusText;
import covey.node.client.NodeClient;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code covey search}: searches the directory by name. */
@CommandLine.Command(
    name = "search",
    description = "Search all shares of the deployment by name.",
    footer = {"", "Example:", "  covey search photos"})
final class SearchCommand extends ReadingCommand {
  @Parameters(paramLabel = "TEXT", description = "Text that the name contains.")
  private String text = "";

  SearchCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem {
    NodeClient node = node();
    if (isJson()) {
      say(node.read(NodeClient.searchPath(text)));
    } else {
      StatusText.found(node.search(text)).print(screen().out());
    }
    return DONE;
  }
}
