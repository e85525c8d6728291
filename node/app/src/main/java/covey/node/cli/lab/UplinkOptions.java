package covey.node.cli.lab;

import covey.node.cli.command.Command;
import covey.node.cli.text.Rate;
import covey.node.runtime.NodeProblem;
import java.util.List;
import picocli.CommandLine.Option;

/** The option for nodes with different uplinks. */
final class UplinkOptions {
  @Option(
      names = "--ups",
      paramLabel = "RATE,...",
      hideParamSyntax = true,
      split = ",",
      converter = Rate.Converter.class,
      description =
          "Uplinks that the nodes get in turn, such as 10Mbit,30Mbit; --up is then the uplink of"
              + " the seed.")
  private List<Rate> rates = List.of();

  /** Returns bytes per second, all more than 0; empty if all nodes have the same uplink. */
  List<Long> bytesPerSecond() throws NodeProblem {
    Command.check(
        rates.stream().allMatch(each -> each.bytesPerSecond() > 0), "--ups must be more than 0");
    return rates.stream().map(Rate::bytesPerSecond).toList();
  }
}
