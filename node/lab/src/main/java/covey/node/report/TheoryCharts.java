package covey.node.report;

import covey.node.compare.SimulatedResult;
import covey.node.report.Chart.Axis;
import covey.node.report.Chart.Form;
import covey.node.report.Chart.Section;
import covey.node.report.Chart.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Predictions of the simulator and the fluid model for more nodes than a machine can run. */
final class TheoryCharts {
  /** The arrival pattern of real runs. */
  static final String FLASH_CROWD = "flash crowd";

  private TheoryCharts() {}

  /** Returns a chart for each arrival pattern. */
  static List<Chart> of(RunGroups comparison, List<SimulatedResult> simulated) {
    return distinct(simulated, SimulatedResult::arrival).stream()
        .map(
            arrival ->
                chart(
                    comparison,
                    arrival,
                    simulated.stream().filter(s -> s.arrival().equals(arrival)).toList()))
        .toList();
  }

  private static Chart chart(
      RunGroups comparison, String arrival, List<SimulatedResult> simulated) {
    List<Series> series = new ArrayList<>();
    for (String mode : RunGroups.inOrder(distinct(simulated, SimulatedResult::mode))) {
      List<SimulatedResult> ofMode = simulated.stream().filter(s -> s.mode().equals(mode)).toList();
      for (String method : distinct(ofMode, SimulatedResult::method)) {
        List<SimulatedResult> same =
            ofMode.stream().filter(s -> s.method().equals(method)).toList();
        String name = mode + ", " + method;
        Form form = method.equals("fluid") ? Form.MODELLED : Form.SIMULATED;
        new Series(name, mode, form, points(same, SimulatedResult::expectedSeconds)).addTo(series);
        // The same name, so that the legend shows and hides both.
        new Series(name, mode, Form.FAINT, errors(same)).addTo(series);
      }
      new Series(mode + ", bound", mode, Form.BOUND, points(ofMode, SimulatedResult::boundSeconds))
          .addTo(series);
    }
    if (arrival.equals(FLASH_CROWD)) {
      comparison.modes().forEach(mode -> measured(mode, comparison.plain(mode)).addTo(series));
    }
    return new Chart(
        Section.THEORY,
        Findings.theory(arrival, simulated),
        caption(arrival) + calibrated(simulated),
        Axis.log("nodes"),
        Axis.log(
            arrival.equals("steady")
                ? "seconds, mean of a node"
                : "seconds until the last node completes"),
        series,
        List.of());
  }

  private static String caption(String arrival) {
    return "Arrivals: "
        + arrival
        + ". Hollow marks: the nodes' own scheduler in simulated time. Dotted: the fluid model."
        + " Dashed: the bound. Both axes are logarithmic."
        + (arrival.equals(FLASH_CROWD) ? " Filled: real runs, as measured above." : "");
  }

  private static String calibrated(List<SimulatedResult> simulated) {
    return simulated.stream().allMatch(s -> s.errorPart() == null)
        ? ""
        : " Modes in which 8 or 16 nodes were measured are multiplied by the ratio of measured to"
            + " predicted time; faint points show the remaining error.";
  }

  /** Points above and below the expected time. */
  private static List<List<Double>> errors(List<SimulatedResult> results) {
    List<List<Double>> points = new ArrayList<>();
    for (SimulatedResult one : results) {
      Double error = one.errorPart();
      if (error != null) {
        double seconds = one.expectedSeconds();
        points.add(List.of((double) one.nodes(), seconds * (1 + error)));
        points.add(List.of((double) one.nodes(), seconds / (1 + error)));
      }
    }
    return onLogAxes(points);
  }

  private static Series measured(String mode, List<RunGroup> groups) {
    List<List<Double>> points = new ArrayList<>();
    for (RunGroup group : groups) {
      group.lastSeconds().ifPresent(last -> points.add(List.of((double) group.nodes(), last)));
    }
    return new Series(mode + ", measured", mode, Form.POINT, onLogAxes(points));
  }

  private static List<List<Double>> points(
      List<SimulatedResult> results, ToDoubleFunction<SimulatedResult> figure) {
    return onLogAxes(
        results.stream()
            .map(s -> List.of((double) s.nodes(), figure.applyAsDouble(s)))
            .distinct()
            .sorted(Comparator.comparingDouble(List::getFirst))
            .toList());
  }

  private static List<List<Double>> onLogAxes(List<List<Double>> points) {
    return points.stream()
        .filter(p -> p.stream().allMatch(value -> value > 0 && Double.isFinite(value)))
        .toList();
  }

  private static Set<String> distinct(
      List<SimulatedResult> results, java.util.function.Function<SimulatedResult, String> key) {
    return results.stream().map(key).collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
