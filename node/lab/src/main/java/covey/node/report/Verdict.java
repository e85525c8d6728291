package covey.node.report;

import covey.node.compare.Results;
import covey.node.compare.RunResult.Traffic;
import covey.node.compare.SkippedMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashSet;
import java.util.List;

/** The findings, in sentences that need no knowledge of the theory. */
final class Verdict {
  /** Modes within this ratio of the fastest count as equally fast. */
  private static final double ALIKE = 1.05;

  /** A ratio below this is not noise: the links were faster than the bound assumes. */
  private static final double BEATEN = 0.97;

  /** Up to this ratio, the links are the limit, not the program. */
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
      sentences.add("No run without a failure completed, so there is no fastest mode.");
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
      sentences.add("The comparison ended before all runs were made.");
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
    return (nodes == 1 ? "When one node fetches " : "When " + nodes + " nodes fetch ")
        + Wording.bytes((double) results.sizeBytes())
        + ", "
        + (order.size() > 1 ? answer(nodes) + ": " : "")
        + "the last node completes after "
        + Wording.all(times)
        + (slower.isEmpty() ? "" : "; " + Wording.all(slower))
        + ".";
  }

  private static String comparedTo(double best, double seconds) {
    return Wording.seconds(seconds)
        + (best > 0 ? " (" + Wording.ratioInWords(seconds / best) + " as long)" : "");
  }

  /** Returns the fastest modes for the other numbers of nodes; equal answers are combined. */
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
      return "all modes are equally fast";
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
              + (first ? " sent " : " ")
              + Wording.bytes(sent)
              + ", "
              + Wording.percent(sent, Findings.received(group))
              + (first ? " of the content received" : ""));
    }
    boolean helped = largest.stream().anyMatch(g -> g.traffic(Traffic::peerBytes) > 0);
    return String.join("; ", parts) + (helped ? ". Nodes received the rest from each other." : ".");
  }

  private static String sender(RunGroup group) {
    boolean server = group.traffic(Traffic::serverBytes) > 0;
    boolean publisher = group.traffic(Traffic::publisherBytes) > 0;
    return server && publisher ? "server and publisher" : server ? "the server" : "the publisher";
  }

  /** Returns one sentence for each failure, at the largest number of nodes that has it. */
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
      sentences.add("Failure " + failure + ": " + String.join("; ", parts) + ".");
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
            .map(g -> Wording.ratio(g.ratio().orElse(0)) + " times as long in " + g.mode())
            .toList();
    return List.of(
        "Compared with the theoretical minimum for these links, the last node took "
            + Wording.all(parts)
            + meaning(known.stream().mapToDouble(g -> g.ratio().orElse(0)).summaryStatistics()));
  }

  private static String meaning(DoubleSummaryStatistics ratios) {
    if (ratios.getMin() < BEATEN) {
      return ". Less than 1 means that the links were faster than the bound assumes.";
    }
    return ratios.getCount() > 1 && ratios.getMax() <= NEAR
        ? ", so the difference is due to the way of distributing, not to the program."
        : ".";
  }
}
