package covey.node.report;

import covey.node.compare.UpdateResult;
import java.util.List;
import java.util.OptionalDouble;

/** The table of updates, a row for each mode. */
final class UpdateTable {
  /** The headings for the terminal. */
  static final List<String> HEADINGS =
      List.of(
          "UPDATE IN",
          "NODES",
          "CHANGED",
          "MOVED",
          "TIMES",
          "LAST s",
          "HASH s",
          "ORIGIN s",
          "BOUND s",
          "COMMANDS",
          "COMPLETED");

  private static final List<String> PAGE_HEADINGS =
      List.of(
          "Mode",
          "Nodes",
          "Updates",
          "Completed",
          "Folder, MiB",
          "Changed, MiB",
          "Moved, MiB",
          "Moved / changed per node",
          "Last, s",
          "Hashing, s",
          "To the origin, s",
          "Bound of changes, s",
          "Last / bound",
          "Server, MiB",
          "Publisher, MiB",
          "Peers, MiB",
          "Commands");

  private UpdateTable() {}

  /** Returns the table for the page. */
  static String html(List<UpdateGroup> groups) {
    return Html.table(PAGE_HEADINGS, groups.stream().map(UpdateTable::wideRow).toList());
  }

  /** Returns the row for the terminal. */
  static List<String> row(UpdateGroup group) {
    return List.of(
        group.mode(),
        String.valueOf(group.nodes()),
        Wording.bytes(group.of(one -> one.change().changedBytes())),
        Wording.bytes(group.of(UpdateResult::movedBytes)),
        Wording.times(group.times()),
        Wording.plainSeconds(group.lastSeconds()),
        Wording.plainSeconds(group.of(one -> one.completion().hashSeconds())),
        Wording.plainSeconds(group.of(one -> one.completion().originSeconds())),
        Wording.plainSeconds(group.boundSeconds()),
        commands(group),
        completed(group));
  }

  private static List<String> wideRow(UpdateGroup group) {
    return List.of(
        group.mode(),
        String.valueOf(group.nodes()),
        String.valueOf(group.updates().size()),
        completed(group),
        Wording.mebibytes(group.of(one -> one.change().sizeBytes())),
        Wording.mebibytes(group.of(one -> one.change().changedBytes())),
        Wording.mebibytes(group.of(UpdateResult::movedBytes)),
        Wording.times(group.times()),
        Wording.plainSeconds(group.lastSeconds()),
        Wording.plainSeconds(group.of(one -> one.completion().hashSeconds())),
        Wording.plainSeconds(group.of(one -> one.completion().originSeconds())),
        Wording.plainSeconds(group.boundSeconds()),
        Wording.ratio(ratio(group)),
        Wording.mebibytes(group.of(one -> one.traffic().serverBytes())),
        Wording.mebibytes(group.of(one -> one.traffic().publisherBytes())),
        Wording.mebibytes(group.of(one -> one.traffic().peerBytes())),
        commands(group));
  }

  private static OptionalDouble ratio(UpdateGroup group) {
    OptionalDouble last = group.lastSeconds();
    return last.isPresent() && group.boundSeconds() > 0
        ? OptionalDouble.of(last.getAsDouble() / group.boundSeconds())
        : OptionalDouble.empty();
  }

  private static String commands(UpdateGroup group) {
    return String.valueOf((int) group.of(UpdateResult::steps));
  }

  private static String completed(UpdateGroup group) {
    int least = group.updates().stream().mapToInt(UpdateResult::completed).min().orElse(0);
    return least + " of " + group.nodes();
  }
}
