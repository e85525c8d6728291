package covey.node.report;

import covey.node.compare.Results;
import covey.node.compare.SimulatedResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** How far the simulator is off, where there were real runs of the same. */
final class Agreement {
  private Agreement() {}

  /** One sentence; none if nothing was both simulated and measured. */
  static List<String> of(Results results) {
    List<String> parts = new ArrayList<>();
    for (SimulatedResult simulated : results.simulated()) {
      OptionalDouble real = measured(results, simulated);
      if (real.isPresent()) {
        double off = 100 * (simulated.seconds() / real.getAsDouble() - 1);
        parts.add(
            String.format(
                Locale.ROOT,
                "%s with %s %+.0f%% (%s, measured %s)",
                simulated.mode(),
                Wording.nodes(simulated.nodes()),
                off,
                Wording.seconds(simulated.seconds()),
                Wording.seconds(real.getAsDouble())));
      }
    }
    return parts.isEmpty()
        ? List.of()
        : List.of("Simulated against measured: " + Wording.all(parts) + ".");
  }

  private static OptionalDouble measured(Results results, SimulatedResult simulated) {
    if (!simulated.arrival().equals("flash crowd")) {
      return OptionalDouble.empty();
    }
    return Comparison.of(results).plainOf(simulated.nodes()).stream()
        .filter(group -> group.mode().equals(simulated.mode()))
        .findFirst()
        .map(Group::lastSeconds)
        .orElse(OptionalDouble.empty());
  }
}
