package covey.node.report;

import covey.node.compare.Results;
import covey.node.compare.SimulatedResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The error of the simulator, where the same was also measured. */
final class SimulationAccuracy {
  private SimulationAccuracy() {}

  /** Returns sentences; none if nothing was both simulated and measured. */
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
      sentences.add("Simulated compared with measured: " + Wording.all(parts) + ".");
    }
    List<String> calibrated = calibrated(results);
    if (!calibrated.isEmpty()) {
      sentences.add(
          "Predictions for other numbers of nodes are multiplied by the ratio of measured to"
              + " predicted time of 8 or 16 nodes: "
              + Wording.all(calibrated)
              + ".");
    }
    return sentences;
  }

  /** Returns factors such as "p2p 1.02 with an error of 1%". */
  private static List<String> calibrated(Results results) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (SimulatedResult one : results.simulated()) {
      Double error = one.errorPart();
      // A figure at its bound says nothing about the factor.
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
