package covey.tests.swarm;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A SIGKILL in the middle of a run.
 *
 * @param target which kind of process is killed
 * @param count how many of them, counted from the first
 * @param when after which part of the run
 * @param unit what {@code when} counts
 */
record PlannedKill(Target target, int count, double when, Unit unit) {
  private static final Pattern FORM =
      Pattern.compile("(seed|nodes|tracker)(?:=([0-9]+))?@([0-9.]+)(copies|%)");

  /** Kinds of processes. */
  enum Target {
    SEED,
    NODES,
    TRACKER
  }

  /** What {@code when} counts. */
  enum Unit {
    /** Bytes the seed has sent, over the share's size. */
    COPIES,
    /** Bytes the nodes have, in percent of all they download. */
    PERCENT
  }

  /** Parses {@code seed@1.02copies}, {@code nodes=2@50%} or {@code tracker@30%}. */
  static PlannedKill parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is none of seed@1.02copies, nodes=2@50%, tracker@30%");
    }
    return new PlannedKill(
        Target.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
        matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2)),
        Double.parseDouble(matcher.group(3)),
        matcher.group(4).equals("%") ? Unit.PERCENT : Unit.COPIES);
  }

  /** Returns the form that {@link #parse} takes. */
  @Override
  public String toString() {
    String who = target.name().toLowerCase(Locale.ROOT);
    String many = target == Target.NODES ? "=" + count : "";
    return who + many + "@" + when + (unit == Unit.PERCENT ? "%" : "copies");
  }

  /** Parses several, separated by commas; none if blank. */
  static List<PlannedKill> parseAll(String text) {
    return Arrays.stream(text.split(","))
        .filter(one -> !one.isBlank())
        .map(PlannedKill::parse)
        .toList();
  }
}
