package covey.node.cli.share;

import covey.node.cli.command.ClientCommand;
import covey.node.cli.command.CommandContext;
import covey.node.cli.text.Rate;
import covey.node.client.NodeClient;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeStatus;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code covey limit}: sets, or shows, how fast the node may be. */
@CommandLine.Command(
    name = "limit",
    description = "Set how much the node may send and receive; without options, show it.",
    footer = {"", "Example:", "  covey limit --up 20Mbit --down 0"})
final class LimitCommand extends ClientCommand {
  @Option(
      names = "--up",
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = "Send at most this much: 20Mbit, 2.5MB (a second), 0 for no limit.")
  private @Nullable Rate up;

  @Option(
      names = "--down",
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = "Receive at most this much.")
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
