package covey.node.report;

import covey.node.compare.RunResult.Cost;
import covey.node.compare.RunResult.Traffic;
import covey.node.compare.SimulatedResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The titles of the charts. Each states the finding. */
final class Findings {
  private Findings() {}

  /** How the time until the last node completes grows with the number of nodes. */
  static String last(RunGroups comparison) {
    List<String> growth = new ArrayList<>();
    for (String mode : comparison.modes()) {
      List<RunGroup> groups =
          comparison.plain(mode).stream().filter(g -> g.lastSeconds().isPresent()).toList();
      if (groups.size() > 1) {
        growth.add(growth(mode, groups.getFirst(), groups.getLast(), growth.isEmpty()));
      }
    }
    return growth.isEmpty() ? completion(comparison) : String.join("; ", growth);
  }

  private static String growth(String mode, RunGroup fewest, RunGroup most, boolean whole) {
    double ratio = most.lastSeconds().orElse(0) / Math.max(1e-9, fewest.lastSeconds().orElse(0));
    String times = mode + (whole ? " takes " : " ") + Wording.times(ratio) + " times";
    return whole
        ? times + " as long for " + Wording.nodes(most.nodes()) + " as for " + fewest.nodes()
        : times;
  }

  /** When the last node completes, the fastest mode first. */
  static String completion(RunGroups comparison) {
    return modesSay(
        comparison, "the last node completes after ", RunGroup::lastSeconds, "no run completed");
  }

  /** How long the first piece takes, and how many requests were refused. */
  static String firstPiece(RunGroups comparison) {
    return modesSay(
            comparison,
            "every node has its first piece after ",
            RunGroup::firstPieceSeconds,
            "no node received a piece")
        + refusals(comparison.plainOf(comparison.largest().orElse(0)));
  }

  private static String refusals(List<RunGroup> groups) {
    if (groups.stream().allMatch(g -> g.counted(Cost::refusals).isEmpty())) {
      return "";
    }
    List<String> refused =
        groups.stream()
            .filter(g -> g.counted(Cost::refusals).orElse(0) > 0)
            .map(g -> Wording.count(g.counted(Cost::refusals)) + " in " + g.mode())
            .toList();
    return refused.isEmpty() ? "; no request was refused" : "; refusals: " + Wording.all(refused);
  }

  /** The control traffic. */
  static String overhead(RunGroups comparison) {
    int nodes = comparison.largest().orElse(0);
    List<String> parts = new ArrayList<>();
    for (RunGroup group : comparison.plainOf(nodes)) {
      if (group.overhead().isPresent()) {
        String what = parts.isEmpty() ? " of control traffic in " : " in ";
        parts.add(Wording.overhead(group.overhead().getAsDouble()) + what + group.mode());
      }
    }
    return "With " + Wording.nodes(nodes) + ", in addition to the content: " + Wording.all(parts);
  }

  private static String modesSay(
      RunGroups comparison,
      String what,
      Function<RunGroup, OptionalDouble> figure,
      String otherwise) {
    int nodes = comparison.largest().orElse(0);
    List<String> parts =
        comparison.plainOf(nodes).stream()
            .filter(g -> figure.apply(g).isPresent())
            .sorted(Comparator.comparingDouble(g -> figure.apply(g).orElse(0)))
            .map(g -> Wording.seconds(figure.apply(g).orElse(0)) + " in " + g.mode())
            .toList();
    return parts.isEmpty()
        ? "With " + Wording.nodes(nodes) + " " + otherwise
        : "With " + Wording.nodes(nodes) + " " + what + Wording.all(parts);
  }

  /** The sources of the content. */
  static String sources(RunGroups comparison) {
    int nodes = comparison.largest().orElse(0);
    List<String> parts =
        comparison.plainOf(nodes).stream().map(g -> fromPeers(g) + " in " + g.mode()).toList();
    return "With "
        + Wording.nodes(nodes)
        + ", nodes receive from each other: "
        + Wording.all(parts);
  }

  private static String fromPeers(RunGroup group) {
    double bytes = group.traffic(Traffic::peerBytes);
    return bytes == 0 ? "nothing" : Wording.percent(bytes, received(group));
  }

  /** The bytes from all sources together. */
  static double received(RunGroup group) {
    return group.traffic(Traffic::receivedBytes);
  }

  /** The effect of a failure. */
  static String failure(RunGroup group, Optional<RunGroup> plain) {
    return group.mode()
        + ", "
        + Wording.nodes(group.nodes())
        + ", "
        + group.failure()
        + ": "
        + new FailureImpact(group, plain).words();
  }

  /** The predictions for the largest number of nodes. */
  static String theory(String arrival, List<SimulatedResult> simulated) {
    int most = simulated.stream().mapToInt(SimulatedResult::nodes).max().orElse(0);
    List<SimulatedResult> results =
        simulated.stream()
            .filter(s -> s.nodes() == most)
            .sorted(Comparator.comparingDouble(SimulatedResult::expectedSeconds))
            .toList();
    List<String> parts =
        results.stream().map(s -> expected(s) + " in " + s.mode() + byMethod(s, results)).toList();
    return Wording.capitalised(arrival)
        + ", "
        + Wording.nodes(most)
        + (arrival.equals("steady")
            ? ", computed: a node takes "
            : ", computed: all complete after ")
        + Wording.all(parts);
  }

  private static String expected(SimulatedResult one) {
    Double error = one.errorPart();
    String seconds = Wording.seconds(one.expectedSeconds());
    return error == null ? seconds : seconds + " ± " + Wording.percent(error, 1);
  }

  private static String byMethod(SimulatedResult one, List<SimulatedResult> all) {
    return all.stream().filter(s -> s.mode().equals(one.mode())).count() > 1
        ? " (" + one.method() + ")"
        : "";
  }

  /** The distinct modes of groups. */
  static List<String> modes(List<RunGroup> groups) {
    return List.copyOf(
        groups.stream().map(RunGroup::mode).collect(Collectors.toCollection(LinkedHashSet::new)));
  }
}
