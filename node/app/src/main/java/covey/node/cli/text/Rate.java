package covey.node.cli.text;

import covey.node.trace.FigureText;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rate limit, such as {@code 20Mbit}, {@code 2.5MB} or {@code 512KiB}, with or without {@code
 * /s}; {@code 0} means no limit.
 */
public record Rate(long bytesPerSecond) {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,15}(?:\\.[0-9]{1,9})?) ?([a-z]*?)(?:/s)?");

  private static final Map<String, BigDecimal> BYTES_OF_UNIT =
      Map.ofEntries(
          Map.entry("bit", new BigDecimal("0.125")),
          Map.entry("kbit", new BigDecimal(125)),
          Map.entry("mbit", new BigDecimal(125_000)),
          Map.entry("gbit", new BigDecimal(125_000_000)),
          Map.entry("b", BigDecimal.ONE),
          Map.entry("kb", new BigDecimal(1_000)),
          Map.entry("mb", new BigDecimal(1_000_000)),
          Map.entry("gb", new BigDecimal(1_000_000_000)),
          Map.entry("kib", new BigDecimal(1L << 10)),
          Map.entry("mib", new BigDecimal(1L << 20)),
          Map.entry("gib", new BigDecimal(1L << 30)));

  /** Parses a rate; throws IllegalArgumentException with a message for the user. */
  public static Rate parse(String text) {
    Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw notARate(text);
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    if (number.signum() == 0) {
      return new Rate(0);
    }
    BigDecimal unit = BYTES_OF_UNIT.get(matcher.group(2));
    if (unit == null) {
      throw notARate(text);
    }
    BigDecimal bytes = number.multiply(unit);
    if (bytes.compareTo(BigDecimal.ONE) < 0 || bytes.compareTo(new BigDecimal(1L << 50)) > 0) {
      throw new IllegalArgumentException(
          "rate '"
              + text
              + "' is out of range: expected 1B to 1000GB per second, or 0 for no limit");
    }
    return new Rate(bytes.longValue());
  }

  /** Returns a rate for the user, such as "2.4 MiB/s", or "no limit" for 0. */
  public static String text(long bytesPerSecond) {
    return bytesPerSecond == 0 ? "no limit" : FigureText.bytes(bytesPerSecond) + "/s";
  }

  private static IllegalArgumentException notARate(String text) {
    return new IllegalArgumentException(
        "invalid rate '"
            + text
            + "': expected a rate such as 20Mbit or 2.5MB (per second), or 0 for no limit");
  }

  /** Converts an option's value. */
  public static final class Converter extends ValueConverter<Rate> {
    /** Creates a converter, as picocli does. */
    public Converter() {
      super(Rate::parse);
    }
  }
}
