package covey.node.cli.lab;

import covey.node.cli.command.Command;
import covey.node.cli.text.Rate;
import covey.node.runtime.NodeProblem;
import java.util.List;
import picocli.CommandLine.Option;

/** Nodes that are not alike: the uplinks that they take in turn. */
final class UplinkOptions {
  @Option(
      names = "--ups",
      paramLabel = "RATE,…",
      split = ",",
      converter = Rate.Converter.class,
      description =
          "Uplinks that the nodes take in turn, like 10Mbit,30Mbit; --up is then the uplink of who"
              + " has the share first.")
  private List<Rate> rates = List.of();

  /** In bytes a second, all more than 0; none if all nodes have the same. */
  List<Long> bytesPerSecond() throws NodeProblem {
    Command.check(
        rates.stream().allMatch(each -> each.bytesPerSecond() > 0), "--ups must be more than 0");
    return rates.stream().map(Rate::bytesPerSecond).toList();
  }
}
