package covey.node.report;

import covey.node.compare.Results;
import covey.node.compare.RunResult.Traffic;
import covey.node.compare.SkippedMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashSet;
import java.util.List;

/** What was found, in sentences for who does not know the theory. */
final class Verdict {
  /** Modes that are nearer than this to the fastest count as equally fast. */
  private static final double ALIKE = 1.05;

  /** A ratio below this is not noise: the bound was reckoned with slower links than there were. */
  private static final double BEATEN = 0.97;

  /** Up to this ratio what limits is the links, not the program. */
  private static final double NEAR = 1.25;

  private final Results results;
  private final RunGroups comparison;
  private final List<RunGroup> largest;
  private final int nodes;

  private Verdict(Results results) {
    this.results = results;
    this.comparison = RunGroups.of(results);
    this.nodes = comparison.largest().orElse(0);
    this.largest =
        comparison.plainOf(nodes).stream().filter(g -> g.lastSeconds().isPresent()).toList();
  }

  /** The sentences, most important first. */
  static List<String> of(Results results) {
    if (results.runs().isEmpty() && !results.replayed().isEmpty()) {
      return ReplayVerdict.of(results.replayed().getFirst());
    }
    Verdict verdict = new Verdict(results);
    List<String> sentences = new ArrayList<>();
    if (verdict.largest.isEmpty()) {
      sentences.add("No run without a failure was completed, so no mode can be called fastest.");
    } else {
      sentences.add(verdict.fastest());
      sentences.addAll(verdict.bySize());
      sentences.add(verdict.sources());
    }
    sentences.addAll(verdict.failures());
    sentences.addAll(UpdateFindings.sentences(UpdateGroup.of(results.updates())));
    sentences.addAll(verdict.nearness());
    sentences.addAll(SimulationAccuracy.of(results));
    for (SkippedMode skipped : results.skipped()) {
      sentences.add(skipped.mode() + " was skipped: " + skipped.reason() + ".");
    }
    if (!results.isComplete()) {
      sentences.add("The comparison was ended before all its runs were done.");
    }
    return List.copyOf(sentences);
  }

  private String fastest() {
    List<RunGroup> order =
        largest.stream()
            .sorted(Comparator.comparingDouble(g -> g.lastSeconds().orElse(0)))
            .toList();
    List<String> fastest = fastestAt(nodes);
    double best = order.getFirst().lastSeconds().orElse(0);
    List<String> slower =
        order.stream()
            .filter(g -> !fastest.contains(g.mode()))
            .map(g -> g.mode() + " takes " + comparedTo(best, g.lastSeconds().orElse(0)))
            .toList();
    List<String> times =
        order.stream()
            .filter(g -> fastest.contains(g.mode()))
            .map(g -> Wording.seconds(g.lastSeconds().orElse(0)) + " in " + g.mode())
            .toList();
    return (nodes == 1 ? "When one node fetches " : "When " + nodes + " nodes at once fetch ")
        + Wording.bytes((double) results.sizeBytes())
        + ", "
        + (order.size() > 1 ? answer(nodes) + ": " : "")
        + "the last has everything after "
        + Wording.all(times)
        + (slower.isEmpty() ? "" : "; " + Wording.all(slower))
        + ".";
  }

  private static String comparedTo(double best, double seconds) {
    return Wording.seconds(seconds)
        + (best > 0 ? " (" + Wording.ratioInWords(seconds / best) + " as long)" : "");
  }

  /** Which modes are fastest at the other numbers of nodes, equal answers put together. */
  private List<String> bySize() {
    List<Integer> sizes = comparison.sizes().stream().filter(n -> n != nodes).toList();
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < sizes.size(); i++) {
      boolean ends =
          i + 1 == sizes.size() || !fastestAt(sizes.get(i + 1)).equals(fastestAt(sizes.get(from)));
      if (ends) {
        String answer = answer(sizes.get(from));
        if (!answer.isEmpty()) {
          parts.add(span(sizes.get(from), sizes.get(i)) + " " + answer);
        }
        from = i + 1;
      }
    }
    return parts.isEmpty() ? List.of() : List.of("With " + String.join("; with ", parts) + ".");
  }

  private static String span(int from, int to) {
    return from == to ? Wording.nodes(from) : from + " to " + Wording.nodes(to);
  }

  private String answer(int size) {
    List<String> fastest = fastestAt(size);
    int all =
        (int) comparison.plainOf(size).stream().filter(g -> g.lastSeconds().isPresent()).count();
    if (fastest.isEmpty() || all < 2) {
      return "";
    } else if (fastest.size() == all) {
      return "the modes are alike";
    } else {
      return Wording.all(fastest) + (fastest.size() == 1 ? " is fastest" : " are fastest");
    }
  }

  private List<String> fastestAt(int size) {
    List<RunGroup> groups =
        comparison.plainOf(size).stream().filter(g -> g.lastSeconds().isPresent()).toList();
    double best = groups.stream().mapToDouble(g -> g.lastSeconds().orElse(0)).min().orElse(0);
    return Findings.modes(
        groups.stream().filter(g -> g.lastSeconds().orElse(0) <= best * ALIKE).toList());
  }

  private String sources() {
    List<String> parts = new ArrayList<>();
    for (RunGroup group : largest) {
      double sent = group.traffic(Traffic::serverBytes) + group.traffic(Traffic::publisherBytes);
      boolean first = parts.isEmpty();
      parts.add(
          (first ? "In " : "in ")
              + group.mode()
              + " "
              + sender(group)
              + (first ? " had to send " : " ")
              + Wording.bytes(sent)
              + ", "
              + Wording.percent(sent, Findings.received(group))
              + (first ? " of what was received" : ""));
    }
    boolean helped = largest.stream().anyMatch(g -> g.traffic(Traffic::peerBytes) > 0);
    return String.join("; ", parts) + (helped ? ". The rest nodes gave each other." : ".");
  }

  private static String sender(RunGroup group) {
    boolean server = group.traffic(Traffic::serverBytes) > 0;
    boolean publisher = group.traffic(Traffic::publisherBytes) > 0;
    return server && publisher ? "server and publisher" : server ? "the server" : "the publisher";
  }

  /** One sentence for each kind of failure, at the largest number of nodes that has it. */
  private List<String> failures() {
    List<String> sentences = new ArrayList<>();
    for (String failure :
        new LinkedHashSet<>(comparison.failed().stream().map(RunGroup::failure).toList())) {
      List<RunGroup> same =
          comparison.failed().stream().filter(g -> g.failure().equals(failure)).toList();
      int most = same.stream().mapToInt(RunGroup::nodes).max().orElse(0);
      List<String> parts =
          same.stream()
              .filter(g -> g.nodes() == most)
              .map(g -> "in " + g.mode() + " " + FailureImpact.of(comparison, g).words())
              .toList();
      sentences.add("With the failure " + failure + ": " + String.join("; ", parts) + ".");
    }
    return sentences;
  }

  private List<String> nearness() {
    List<RunGroup> known = largest.stream().filter(g -> g.ratio().isPresent()).toList();
    if (known.isEmpty()) {
      return List.of();
    }
    List<String> parts =
        known.stream()
            .map(g -> g.mode() + " " + Wording.ratio(g.ratio().orElse(0)) + " times")
            .toList();
    return List.of(
        "Compared with the shortest time that theory allows with these links: "
            + Wording.all(parts)
            + " as long"
            + meaning(known.stream().mapToDouble(g -> g.ratio().orElse(0)).summaryStatistics()));
  }

  private static String meaning(DoubleSummaryStatistics ratios) {
    if (ratios.getMin() < BEATEN) {
      return ". Less than 1 means that the links were faster than the bound reckons with.";
    }
    return ratios.getCount() > 1 && ratios.getMax() <= NEAR
        ? "; so the difference lies in the way of distributing, not in the program."
        : ".";
  }
}
