package covey.node.report;

import covey.node.compare.RunResult;
import covey.node.compare.RunResult.Cost;
import covey.node.compare.RunResult.Traffic;
import java.util.List;
import java.util.OptionalDouble;

/** The tables of the page. */
final class Tables {
  private static final List<String> RUNS =
      List.of(
          "Mode",
          "Nodes",
          "Failure",
          "Runs",
          "Completed",
          "Last, s",
          "Mean, s",
          "First piece, s",
          "Bound, s",
          "Last / bound",
          "Server, MiB",
          "Publisher, MiB",
          "Peers, MiB",
          "Copies sent",
          "Duplicate, MiB",
          "Rejected, MiB",
          "CPU, s",
          "Memory, MiB",
          "Control, KiB",
          "Control / payload",
          "Directory requests",
          "Refusals");

  private static final List<String> FAILURES =
      List.of(
          "Mode",
          "Nodes",
          "Failure",
          "At, s",
          "Completed",
          "Last, s",
          "Delay, s",
          "Longest gap, s");

  private Tables() {}

  /** Returns a row of medians for each group. */
  static String runs(RunGroups comparison) {
    return Html.table(RUNS, comparison.groups().stream().map(Tables::run).toList());
  }

  private static List<String> run(RunGroup group) {
    return List.of(
        group.mode(),
        String.valueOf(group.nodes()),
        group.failure(),
        String.valueOf(group.runs().size()),
        group.completed(),
        Wording.plainSeconds(group.lastSeconds()),
        Wording.plainSeconds(group.meanSeconds()),
        Wording.plainSeconds(group.firstPieceSeconds()),
        Wording.plainSeconds(group.boundSeconds()),
        Wording.ratio(group.ratio()),
        Wording.mebibytes(group.traffic(Traffic::serverBytes)),
        Wording.mebibytes(group.traffic(Traffic::publisherBytes)),
        Wording.mebibytes(group.traffic(Traffic::peerBytes)),
        Wording.ratio(group.traffic(Traffic::seedCopies)),
        Wording.mebibytes(group.traffic(Traffic::duplicateBytes)),
        Wording.mebibytes(group.traffic(Traffic::rejectedBytes)),
        Wording.plainSeconds(group.median(run -> run.cost().cpuSeconds())),
        Wording.mebibytes(group.counted(Cost::memoryBytes)),
        kibibytes(group.counted(Cost::controlBytes)),
        overhead(group.overhead()),
        Wording.count(group.counted(Cost::directoryRequests)),
        Wording.count(group.counted(Cost::refusals)));
  }

  private static String kibibytes(OptionalDouble bytes) {
    return bytes.isPresent() ? Wording.decimals(bytes.getAsDouble() / 1024, 1) : Wording.NONE;
  }

  private static String overhead(OptionalDouble part) {
    return part.isPresent() ? Wording.overhead(part.getAsDouble()) : Wording.NONE;
  }

  /** Returns a row for each group with a failure. */
  static String failures(RunGroups comparison) {
    return Html.table(
        FAILURES, comparison.failed().stream().map(g -> failure(comparison, g)).toList());
  }

  private static List<String> failure(RunGroups comparison, RunGroup group) {
    return List.of(
        group.mode(),
        String.valueOf(group.nodes()),
        group.failure(),
        Wording.plainSeconds(group.median(run -> run.setup().failedAtSeconds())),
        group.completed(),
        Wording.plainSeconds(group.lastSeconds()),
        Wording.plainSeconds(FailureImpact.of(comparison, group).laterSeconds()),
        Wording.plainSeconds(group.of(RunResult::longestGapSeconds)));
  }
}
