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

/** What the simulator and the fluid model say of numbers of nodes that no machine holds. */
final class TheoryCharts {
  /** The arrival that real runs have. */
  static final String FLASH_CROWD = "flash crowd";

  private TheoryCharts() {}

  /** One chart for each way of arriving. */
  static List<Chart> of(Comparison comparison, List<SimulatedResult> simulated) {
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
      Comparison comparison, String arrival, List<SimulatedResult> simulated) {
    List<Series> series = new ArrayList<>();
    for (String mode : Comparison.inOrder(distinct(simulated, SimulatedResult::mode))) {
      List<SimulatedResult> ofMode = simulated.stream().filter(s -> s.mode().equals(mode)).toList();
      for (String method : distinct(ofMode, SimulatedResult::method)) {
        List<SimulatedResult> same =
            ofMode.stream().filter(s -> s.method().equals(method)).toList();
        Form form = method.equals("fluid") ? Form.MODELLED : Form.SIMULATED;
        add(
            series,
            new Series(mode + ", " + method, mode, form, points(same, SimulatedResult::seconds)));
      }
      add(
          series,
          new Series(
              mode + ", bound", mode, Form.BOUND, points(ofMode, SimulatedResult::boundSeconds)));
    }
    if (arrival.equals(FLASH_CROWD)) {
      comparison.modes().forEach(mode -> add(series, measured(mode, comparison.plain(mode))));
    }
    return new Chart(
        Section.THEORY,
        Findings.theory(arrival, simulated),
        caption(arrival),
        Axis.log("nodes"),
        Axis.log(arrival.equals("steady") ? "seconds, a node's mean" : "seconds until the last"),
        series,
        List.of());
  }

  private static String caption(String arrival) {
    return "Nodes come as: "
        + arrival
        + ". Hollow marks: the nodes' own scheduler under simulated time. Dotted: the fluid model."
        + " Dashed: the bound. Both axes grow by factors of ten."
        + (arrival.equals(FLASH_CROWD) ? " Filled: real runs, as measured above." : "");
  }

  private static Series measured(String mode, List<Group> groups) {
    List<List<Double>> points = new ArrayList<>();
    for (Group group : groups) {
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

  private static void add(List<Series> series, Series one) {
    if (!one.points().isEmpty()) {
      series.add(one);
    }
  }
}
