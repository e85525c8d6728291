package covey.node.cli.lab;

import covey.node.simulate.Conditions;
import covey.node.simulate.FaultSchedule;
import covey.node.simulate.Scenario;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@link SimulateCommand} for the topology and for faults. */
final class FaultOptions {
  private static final int NEIGHBOURS_MAX = 1_000;

  @Option(
      names = "--neighbours",
      paramLabel = "N",
      description =
          "About how many others each node knows; default: 200, fewer in large swarms: 12 with"
              + " 10,000 nodes.")
  private @Nullable Integer neighbours;

  @Option(
      names = "--stall",
      paramLabel = "SHARE:TIME",
      converter = StallSpec.Converter.class,
      description =
          "Stall connections, as packet loss does: 5%%:500ms is 5%% of the time, 500ms each.")
  private @Nullable StallSpec stall;

  @Option(
      names = "--churn",
      paramLabel = "N",
      description = "Number of nodes that leave at random times, and of nodes that join instead.")
  private int churn;

  @Option(
      names = "--freeze",
      paramLabel = "N",
      description = "Number of nodes that freeze for 2s at a random time.")
  private int freeze;

  @Option(
      names = "--liars",
      paramLabel = "N",
      description = "Number of nodes that send wrong bytes.")
  private int liars;

  @Option(
      names = "--hoarders",
      paramLabel = "N",
      description = "Number of nodes that download and never upload.")
  private int hoarders;

  @Option(
      names = "--rejoin",
      paramLabel = "N",
      description = "Number of nodes that leave at a random time and come back with their data.")
  private int returning;

  /** Returns the scenario with the faults; throws IllegalArgumentException with a message. */
  Scenario in(Scenario scenario) {
    Conditions conditions = scenario.conditions();
    Integer number = neighbours;
    if (number != null) {
      if (number < 1 || number > NEIGHBOURS_MAX) {
        throw new IllegalArgumentException("--neighbours must be 1 to " + NEIGHBOURS_MAX);
      }
      conditions = conditions.withNeighbours(number);
    }
    StallSpec given = stall;
    if (given != null) {
      conditions = conditions.stalling(given.share(), given.length().toNanos());
    }
    return new FaultSchedule(churn, freeze, liars, hoarders, returning)
        .in(scenario.under(conditions));
  }
}
