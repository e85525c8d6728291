package covey.node.cli.share;

import com.google.gson.JsonElement;
import covey.node.cli.command.CommandContext;
import covey.node.cli.command.ReadingCommand;
import covey.node.cli.text.StatusText;
import covey.node.client.NodeClient;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey status}: shows the status of the node or of a share. */
@CommandLine.Command(
    name = "status",
    description = "Show the status of the node, or of one share.",
    footer = {"", "Example:", "  covey status holiday-photos --watch"})
final class StatusCommand extends ReadingCommand {
  private static final long WATCH_MILLIS = 1_000;

  @Parameters(arity = "0..1", paramLabel = "SHARE", description = ShareCommands.SHARE)
  private @Nullable String share;

  @Option(
      names = "--watch",
      fallbackValue = "true",
      description = "Repeat every second until Ctrl-C; with --json, one document per line.")
  private boolean watch;

  StatusCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem, InterruptedException {
    NodeClient node = node();
    show(node);
    while (watch && !screen().out().checkError()) {
      Thread.sleep(WATCH_MILLIS);
      if (!isJson()) {
        screen().out().println();
      }
      show(node);
    }
    return DONE;
  }

  private void show(NodeClient node) throws IOException, NodeProblem {
    if (isJson()) {
      JsonElement document = node.read(share == null ? "status" : NodeClient.sharePath(share));
      say(document);
    } else if (share == null) {
      StatusText.node(node.status(), screen().out());
    } else {
      StatusText.share(node.share(share), screen().out());
    }
  }
}
