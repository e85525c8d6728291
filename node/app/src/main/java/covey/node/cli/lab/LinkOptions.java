package covey.node.cli.lab;

import covey.node.cli.command.Command;
import covey.node.cli.text.Rate;
import covey.node.runtime.NodeProblem;
import java.util.List;
import picocli.CommandLine.Option;

/** The options for the nodes' links, besides --up. */
class LinkOptions {
  @Option(
      names = "--ups",
      paramLabel = "RATE,...",
      hideParamSyntax = true,
      split = ",",
      converter = Rate.Converter.class,
      description =
          "Uplinks that the nodes get in turn, such as 10Mbit,30Mbit; --up is then the uplink of"
              + " the seed.")
  private List<Rate> ups = List.of();

  @Option(
      names = "--down",
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = "Downlink of each node; default: no limit.")
  private Rate down = new Rate(0);

  /** Returns the uplinks, all more than 0; empty if all nodes have the same uplink. */
  final List<Long> upsBytesPerSecond() throws NodeProblem {
    Command.check(
        ups.stream().allMatch(each -> each.bytesPerSecond() > 0), "--ups must be more than 0");
    return ups.stream().map(Rate::bytesPerSecond).toList();
  }

  /** Returns the downlink; 0 for no limit. */
  final long downBytesPerSecond() {
    return down.bytesPerSecond();
  }
}
