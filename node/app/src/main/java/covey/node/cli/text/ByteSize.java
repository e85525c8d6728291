package covey.node.cli.text;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A size in binary units, such as {@code 64MiB}, {@code 1.5GiB} or {@code 512}. */
public record ByteSize(long bytes) {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?) ?(b|kib|mib|gib|tib|pib)?");
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");

  /** Parses a size; throws IllegalArgumentException with a message for the user. */
  public static ByteSize parse(String text) {
    Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "invalid size '"
              + text
              + "': expected a number with a binary unit, such as 64MiB or 2GiB");
    }
    String unit = matcher.group(2) == null ? "b" : matcher.group(2);
    int power = 0;
    while (!UNITS.get(power).equalsIgnoreCase(unit)) {
      power++;
    }
    BigDecimal bytes =
        new BigDecimal(matcher.group(1)).multiply(new BigDecimal(1L << (10 * power)));
    if (bytes.compareTo(new BigDecimal(1L << 62)) > 0) {
      throw new IllegalArgumentException(
          "size '" + text + "' is too large: the largest is 4096PiB");
    }
    return new ByteSize(bytes.longValue());
  }

  /** Converts an option's value. */
  public static final class Converter extends ValueConverter<ByteSize> {
    /** Creates a converter, as picocli does. */
    public Converter() {
      super(ByteSize::parse);
    }
  }
}
