package covey.node.report;

import covey.node.compare.UpdateResult;
import covey.node.trace.FigureText;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The findings on updates, in words. */
final class UpdateFindings {
  private UpdateFindings() {}

  /** Returns one sentence on bytes and one on time and work; none without updates. */
  static List<String> sentences(List<UpdateGroup> groups) {
    if (groups.isEmpty()) {
      return List.of();
    }
    UpdateGroup first = groups.getFirst();
    return List.of(
        "When "
            + changed(first)
            + " of a "
            + Wording.bytes(first.of(one -> one.change().sizeBytes()))
            + " folder changed and the folder was shared again, "
            + fetched(groups)
            + ": "
            + times(groups)
            + ".",
        "The last of "
            + Wording.nodes(first.nodes())
            + seconds(groups)
            + "; an update took "
            + commands(groups)
            + ".");
  }

  /** The title of the chart of bytes. */
  static String bytesTitle(List<UpdateGroup> groups) {
    return "After a change of "
        + changed(groups.getFirst())
        + ", "
        + fetched(groups)
        + ": "
        + times(groups);
  }

  /** The title of the chart of times. */
  static String timeTitle(List<UpdateGroup> groups) {
    UpdateGroup first = groups.getFirst();
    return "After a change of "
        + changed(first)
        + ", the last of "
        + Wording.nodes(first.nodes())
        + seconds(groups);
  }

  private static String changed(UpdateGroup group) {
    return Wording.percent(group.part(), 1);
  }

  private static String fetched(List<UpdateGroup> groups) {
    return groups.stream().allMatch(UpdateGroup::isFetchedWhole)
        ? "every node fetched all of it again"
        : "nodes fetched part of it again";
  }

  private static String times(List<UpdateGroup> groups) {
    return each(groups, group -> Wording.times(group.times()) + " times the changed bytes");
  }

  private static String seconds(List<UpdateGroup> groups) {
    List<UpdateGroup> done =
        groups.stream()
            .filter(group -> group.lastSeconds().isPresent())
            .sorted(Comparator.comparingDouble(group -> group.lastSeconds().orElse(0)))
            .toList();
    return done.isEmpty()
        ? " did not complete"
        : " had the new version after "
            + each(done, group -> Wording.seconds(group.lastSeconds().orElse(0)));
  }

  private static String commands(List<UpdateGroup> groups) {
    return each(groups, group -> FigureText.count((long) group.of(UpdateResult::steps), "command"));
  }

  /**
   * Returns text such as "10 times in central and 9 times in p2p"; equal figures are mentioned
   * once.
   */
  private static String each(List<UpdateGroup> groups, Function<UpdateGroup, String> figure) {
    List<String> figures = groups.stream().map(figure).distinct().toList();
    return Wording.all(
        figures.stream()
            .map(
                one ->
                    one
                        + " in "
                        + Wording.all(
                            groups.stream()
                                .filter(group -> figure.apply(group).equals(one))
                                .map(UpdateGroup::mode)
                                .toList()))
            .toList());
  }
}
