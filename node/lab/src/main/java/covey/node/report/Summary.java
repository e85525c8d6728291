package covey.node.report;

import covey.node.compare.Results;
import covey.node.compare.RunResult.Traffic;
import java.util.List;

/**
 * A short summary for a terminal: the verdict of the page, and a row for each mode, number of nodes
 * and failure.
 *
 * @param verdict sentences, most important first
 * @param headings one for each column, with its unit
 * @param rows one cell for each heading; medians of repeats; "-" for no value
 */
public record Summary(List<String> verdict, List<String> headings, List<List<String>> rows) {
  private static final List<String> HEADINGS =
      List.of(
          "MODE",
          "NODES",
          "LAST s",
          "BOUND s",
          "RATIO",
          "SERVER",
          "PUBLISHER",
          "PEERS",
          "COPIES",
          "COMPLETED",
          "FAILURE");

  /** Copies the lists. */
  public Summary {
    verdict = List.copyOf(verdict);
    headings = List.copyOf(headings);
    rows = List.copyOf(rows);
  }

  /** Summarizes the results of a comparison. */
  public static Summary of(Results results) {
    if (results.runs().isEmpty() && !results.replayed().isEmpty()) {
      return ReplayTables.summary(results.replayed().getFirst());
    }
    return new Summary(
        Verdict.of(results),
        HEADINGS,
        RunGroups.of(results).groups().stream().map(Summary::row).toList());
  }

  /** Summarizes updates, without a verdict; without rows if there were none. */
  public static Summary ofUpdates(Results results) {
    List<UpdateGroup> groups = UpdateGroup.of(results.updates());
    return new Summary(
        List.of(), UpdateTable.HEADINGS, groups.stream().map(UpdateTable::row).toList());
  }

  private static List<String> row(RunGroup group) {
    return List.of(
        group.mode(),
        String.valueOf(group.nodes()),
        Wording.plainSeconds(group.lastSeconds()),
        Wording.plainSeconds(group.boundSeconds()),
        Wording.ratio(group.ratio()),
        Wording.bytes(group.traffic(Traffic::serverBytes)),
        Wording.bytes(group.traffic(Traffic::publisherBytes)),
        Wording.bytes(group.traffic(Traffic::peerBytes)),
        Wording.ratio(group.traffic(Traffic::seedCopies)),
        group.completed(),
        group.failure().isEmpty() ? Wording.NONE : group.failure());
  }
}
