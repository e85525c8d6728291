package covey.node.cli.lab;

import covey.node.cli.command.Command;
import covey.node.cli.command.CommandContext;
import covey.node.cli.text.ByteSize;
import covey.node.cli.text.Rate;
import covey.node.compare.LinkRates;
import covey.node.compare.Plan;
import covey.node.compare.Scale;
import covey.node.runtime.NodeProblem;
import covey.protocol.content.ShareInfoRules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code covey plan}: which mode to use, by theory and without a node. */
@CommandLine.Command(
    name = "plan",
    description =
        "Say how long each mode would take until the last of N nodes that all want a share at once"
            + " has it, who sends how much, and which mode to use.",
    footer = {
      "",
      "The bound is what these links allow. Few nodes are simulated with the nodes'",
      "own scheduler; for more the fluid model is used, with what a small simulation",
      "took beyond it.",
      "",
      "Example:",
      "  covey plan --nodes 1000 --size 4GiB --up 20Mbit --server-up 1Gbit"
    })
final class PlanCommand extends Command {
  private static final long SIZE_MAX = (long) ShareInfoRules.PIECES * ShareInfoRules.PIECE_BYTES;

  @Option(
      names = "--nodes",
      required = true,
      paramLabel = "N",
      description = "Nodes that download, 1 to 1000000.")
  private int nodes;

  @Option(
      names = "--size",
      required = true,
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description = "Size of the share.")
  private ByteSize size = new ByteSize(0);

  @Option(
      names = "--up",
      required = true,
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = "Uplink of each node.")
  private Rate up = new Rate(0);

  @Mixin private UplinkOptions ups = new UplinkOptions();

  @Option(
      names = "--server-up",
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = "Uplink of the server, or of who shares it; default: as --up.")
  private @Nullable Rate serverUp;

  @Option(
      names = "--down",
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = "Downlink of each node; default: no limit.")
  private Rate down = new Rate(0);

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  PlanCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws NodeProblem {
    Rate server = serverUp == null ? up : serverUp;
    check(nodes >= 1 && nodes <= Scale.NODES_MAX, "--nodes is 1 to " + Scale.NODES_MAX);
    check(size.bytes() > 0, "--size must be more than 0");
    check(size.bytes() <= SIZE_MAX, "--size is at most " + ByteSize.text(SIZE_MAX));
    check(size.bytes() <= Long.MAX_VALUE / nodes, "--nodes times --size is less than 8192PiB");
    check(up.bytesPerSecond() > 0, "--up must be more than 0");
    check(server.bytesPerSecond() > 0, "--server-up must be more than 0");
    LinkRates links =
        new LinkRates(up.bytesPerSecond(), server.bytesPerSecond(), down.bytesPerSecond(), 0)
            .withUps(ups.bytesPerSecond());
    PlanReport report = new PlanReport(Plan.of(nodes, size.bytes(), links));
    if (json) {
      say(report.document().toString());
    } else {
      report.print(screen().out());
    }
    return DONE;
  }
}
