package covey.node.cli.lab;

import covey.node.simulate.Conditions;
import covey.node.simulate.Mishaps;
import covey.node.simulate.Scenario;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@link SimulateCommand} that say who knows whom and what goes wrong. */
final class FaultOptions {
  private static final int NEIGHBOURS_MAX = 1_000;

  @Option(
      names = "--neighbours",
      paramLabel = "N",
      description =
          "How many others a node knows, about; default: 200, or fewer in large swarms, 12 of"
              + " 10,000.")
  private @Nullable Integer neighbours;

  @Option(
      names = "--stall",
      paramLabel = "SHARE:D",
      converter = StallSpec.Converter.class,
      description = "Connections stall, as by loss: 5%%:500ms is 5%% of the time, 500ms each.")
  private @Nullable StallSpec stall;

  @Option(
      names = "--churn",
      paramLabel = "N",
      description = "So many nodes leave at random times, and as many others come.")
  private int churn;

  @Option(
      names = "--freeze",
      paramLabel = "N",
      description = "So many nodes stop for 2s at random times.")
  private int freeze;

  @Option(names = "--liars", paramLabel = "N", description = "So many nodes send wrong bytes.")
  private int liars;

  @Option(
      names = "--hoarders",
      paramLabel = "N",
      description = "So many nodes relay nothing of what they get.")
  private int hoarders;

  @Option(
      names = "--rejoin",
      paramLabel = "N",
      description = "So many nodes leave at random times and come back with what they had.")
  private int returning;

  /** The scenario with all of it; throws IllegalArgumentException with a line for people. */
  Scenario in(Scenario scenario) {
    Conditions conditions = scenario.conditions();
    Integer number = neighbours;
    if (number != null) {
      if (number < 1 || number > NEIGHBOURS_MAX) {
        throw new IllegalArgumentException("--neighbours is 1 to " + NEIGHBOURS_MAX);
      }
      conditions = conditions.withNeighbours(number);
    }
    StallSpec given = stall;
    if (given != null) {
      conditions = conditions.stalling(given.share(), given.length().toNanos());
    }
    return new Mishaps(churn, freeze, liars, hoarders, returning).in(scenario.under(conditions));
  }
}
