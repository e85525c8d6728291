package covey.node.cli.share;

import covey.node.cli.command.CommandContext;
import covey.node.cli.command.ReadingCommand;
import covey.node.cli.text.StatusText;
import covey.node.client.NodeClient;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code covey peers}: lists the connected peers. */
@CommandLine.Command(
    name = "peers",
    description = "List the connected peers, all of them or those of one share.",
    footer = {"", "Example:", "  covey peers holiday-photos"})
final class PeersCommand extends ReadingCommand {
  @Parameters(arity = "0..1", paramLabel = "SHARE", description = ShareCommands.SHARE)
  private @Nullable String share;

  PeersCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem {
    NodeClient node = node();
    if (isJson()) {
      say(node.read(NodeClient.peersPath(share)));
    } else {
      StatusText.peers(node.peers(share)).print(screen().out());
    }
    return DONE;
  }
}
