package covey.node.cli.text;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A duration, such as {@code 90} (seconds), {@code 500ms}, {@code 30s} or {@code 1h30m}. */
public final class TimeSpan extends ValueConverter<Duration> {
  private static final Pattern PART = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

  /** Creates a converter, as picocli does. */
  public TimeSpan() {
    super(TimeSpan::parse);
  }

  /** Parses a duration; throws IllegalArgumentException with a message for the user. */
  public static Duration parse(String text) {
    String rest = text.strip().toLowerCase(Locale.ROOT);
    if (rest.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(rest));
    }
    Matcher matcher = PART.matcher(rest);
    Duration sum = Duration.ZERO;
    int end = 0;
    while (matcher.find() && matcher.start() == end) {
      sum = sum.plus(part(Long.parseLong(matcher.group(1)), matcher.group(2)));
      end = matcher.end();
    }
    if (rest.isEmpty() || end != rest.length()) {
      throw new IllegalArgumentException(
          "invalid time '" + text + "': expected a time such as 30s or 1h30m");
    }
    return sum;
  }

  /** Returns a time for the user in its two largest units, such as "7 s" or "2 h 5 min". */
  static String text(long seconds) {
    long minutes = seconds / 60;
    if (minutes == 0) {
      return seconds + " s";
    }
    return minutes < 60
        ? minutes + " min " + seconds % 60 + " s"
        : minutes / 60 + " h " + minutes % 60 + " min";
  }

  private static Duration part(long number, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
