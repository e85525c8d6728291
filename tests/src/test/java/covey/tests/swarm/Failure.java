package covey.tests.swarm;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kill -9 in the middle of a run.
 *
 * @param whom who is killed
 * @param count how many of them, from the first
 * @param when after which part of the run
 * @param unit what {@code when} counts
 */
record Failure(Whom whom, int count, double when, Unit unit) {
  private static final Pattern FORM =
      Pattern.compile("(seed|nodes|tracker)(?:=([0-9]+))?@([0-9.]+)(copies|%)");

  /** Who. */
  enum Whom {
    SEED,
    NODES,
    TRACKER
  }

  /** What is measured to know that it is time. */
  enum Unit {
    /** What the seed has sent, over the share's size. */
    COPIES,
    /** What the nodes have, of all that they want, in percent. */
    PERCENT
  }

  /** Like {@code seed@1.02copies}, {@code nodes=2@50%} or {@code tracker@30%}. */
  static Failure parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is none of seed@1.02copies, nodes=2@50%, tracker@30%");
    }
    return new Failure(
        Whom.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
        matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2)),
        Double.parseDouble(matcher.group(3)),
        matcher.group(4).equals("%") ? Unit.PERCENT : Unit.COPIES);
  }

  /** As {@link #parse} takes it. */
  @Override
  public String toString() {
    String who = whom.name().toLowerCase(Locale.ROOT);
    String many = whom == Whom.NODES ? "=" + count : "";
    return who + many + "@" + when + (unit == Unit.PERCENT ? "%" : "copies");
  }

  /** Several, by commas; none if blank. */
  static List<Failure> parseAll(String text) {
    return Arrays.stream(text.split(","))
        .filter(one -> !one.isBlank())
        .map(Failure::parse)
        .toList();
  }
}
