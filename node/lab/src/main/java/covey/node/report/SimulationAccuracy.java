package covey.node.report;

import covey.node.compare.Results;
import covey.node.compare.SimulatedResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** How far the simulator is off, where there were real runs of the same. */
final class SimulationAccuracy {
  private SimulationAccuracy() {}

  /** Sentences; none if nothing was both simulated and measured. */
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
    List<String> sentences = new ArrayList<>();
    if (!parts.isEmpty()) {
      sentences.add("Simulated against measured: " + Wording.all(parts) + ".");
    }
    List<String> calibrated = calibrated(results);
    if (!calibrated.isEmpty()) {
      sentences.add(
          "Figures for other numbers of nodes are what was computed times what 8 or 16 nodes really"
              + " took over what was computed of them: "
              + Wording.all(calibrated)
              + ".");
    }
    return sentences;
  }

  /** As "p2p 1.02 with an error of 1%". */
  private static List<String> calibrated(Results results) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (SimulatedResult one : results.simulated()) {
      Double error = one.errorPart();
      // Where the bound holds a figure up, it says nothing of the factor.
      if (error != null && one.expectedSeconds() > one.boundSeconds()) {
        String factor = Wording.ratio(one.expectedSeconds() / one.seconds());
        parts.putIfAbsent(
            one.mode(),
            one.mode() + " " + factor + " with an error of " + Wording.percent(error, 1));
      }
    }
    return List.copyOf(parts.values());
  }

  private static OptionalDouble measured(Results results, SimulatedResult simulated) {
    if (!simulated.arrival().equals("flash crowd")) {
      return OptionalDouble.empty();
    }
    return RunGroups.of(results).plainOf(simulated.nodes()).stream()
        .filter(group -> group.mode().equals(simulated.mode()))
        .findFirst()
        .map(RunGroup::lastSeconds)
        .orElse(OptionalDouble.empty());
  }
}
