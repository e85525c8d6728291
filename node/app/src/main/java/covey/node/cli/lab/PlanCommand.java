package covey.node.cli.lab;

import covey.node.cli.command.Command;
import covey.node.cli.command.CommandContext;
import covey.node.cli.text.ByteSize;
import covey.node.cli.text.Rate;
import covey.node.compare.Extrapolation;
import covey.node.compare.LinkRates;
import covey.node.compare.Plan;
import covey.node.runtime.NodeProblem;
import covey.node.trace.FigureText;
import covey.protocol.content.ShareInfoRules;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code covey plan}: recommends a mode, from theory and simulation. */
@CommandLine.Command(
    name = "plan",
    description =
        "Estimate how long each mode takes until the last of N nodes that start at once has a"
            + " share, and how much each machine sends, and recommend a mode.",
    footer = {
      "",
      "The bound is the least time that these links allow. Small numbers of nodes are",
      "simulated with the scheduler of a real node. For larger ones a fluid model is",
      "used, corrected by its error in a small simulation.",
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
      description = "Number of nodes that download, 1 to 1000000.")
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

  @Mixin private ServedLinkOptions links = new ServedLinkOptions();

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  PlanCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws NodeProblem {
    check(
        nodes >= 1 && nodes <= Extrapolation.NODES_MAX,
        "--nodes must be 1 to " + Extrapolation.NODES_MAX);
    check(size.bytes() > 0, "--size must be more than 0");
    check(size.bytes() <= SIZE_MAX, "--size must be at most " + FigureText.bytes(SIZE_MAX));
    check(size.bytes() <= Long.MAX_VALUE / nodes, "--nodes times --size must be less than 8192PiB");
    check(up.bytesPerSecond() > 0, "--up must be more than 0");
    LinkRates rates = links.rates(up, Duration.ZERO);
    PlanReport report = new PlanReport(Plan.of(nodes, size.bytes(), rates));
    if (json) {
      say(report.document().toString());
    } else {
      report.print(screen().out());
    }
    return DONE;
  }
}
