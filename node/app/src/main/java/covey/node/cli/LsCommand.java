package covey.node.cli;

import covey.node.client.NodeClient;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import picocli.CommandLine;

/** {@code covey ls}: the shares of the running node. */
@CommandLine.Command(
    name = "ls",
    description = "List the node's shares.",
    footer = {"", "Example:", "  covey ls --json"})
final class LsCommand extends ReadingCommand {
  LsCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run() throws IOException, NodeProblem {
    NodeClient node = node();
    if (isJson()) {
      say(node.read("shares"));
    } else {
      Shown.shares(node.shares()).print(screen().out());
    }
    return DONE;
  }
}
