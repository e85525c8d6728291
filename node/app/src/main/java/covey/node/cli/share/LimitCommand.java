package covey.node.cli.share;

import covey.node.cli.command.ClientCommand;
import covey.node.cli.command.CommandContext;
import covey.node.cli.run.NetworkOptions;
import covey.node.cli.text.Rate;
import covey.node.client.NodeClient;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeStatus;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code covey limit}: sets or shows the node's rate limits. */
@CommandLine.Command(
    name = "limit",
    description = "Set the node's rate limits; without options, show them.",
    footer = {"", "Example:", "  covey limit --up 20Mbit --down 0"})
final class LimitCommand extends ClientCommand {
  @Option(
      names = "--up",
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = NetworkOptions.UP)
  private @Nullable Rate up;

  @Option(
      names = "--down",
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = NetworkOptions.DOWN)
  private @Nullable Rate down;

  LimitCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem {
    NodeClient node = node();
    if (up != null || down != null) {
      node.limit(
          up == null ? null : up.bytesPerSecond(), down == null ? null : down.bytesPerSecond());
    } else {
      NodeStatus status = node.status();
      say("up " + Rate.text(status.upLimitBytesPerSecond()));
      say("down " + Rate.text(status.downLimitBytesPerSecond()));
    }
    return DONE;
  }
}
