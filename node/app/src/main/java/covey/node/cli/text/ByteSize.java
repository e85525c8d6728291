package covey.node.cli.text;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A size as people write it, in binary units: {@code 64MiB}, {@code 1.5GiB}, {@code 512}. */
public record ByteSize(long bytes) {
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,18}(?:\\.[0-9]{1,9})?) ?(b|kib|mib|gib|tib|pib)?");
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");

  /** Parses; an IllegalArgumentException's message is one line for people. */
  public static ByteSize parse(String text) {
    Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no size; sizes have binary units, like 64MiB or 2GiB");
    }
    String unit = matcher.group(2) == null ? "b" : matcher.group(2);
    int power = 0;
    while (!UNITS.get(power).equalsIgnoreCase(unit)) {
      power++;
    }
    BigDecimal bytes =
        new BigDecimal(matcher.group(1)).multiply(new BigDecimal(1L << (10 * power)));
    if (bytes.compareTo(new BigDecimal(1L << 62)) > 0) {
      throw new IllegalArgumentException("'" + text + "' is too large: sizes end at 4096PiB");
    }
    return new ByteSize(bytes.longValue());
  }

  /** As people read it, like "64.0 MiB". */
  public static String text(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    int power = 0;
    double value = bytes;
    while (value >= 1023.95 && power < UNITS.size() - 1) {
      value /= 1024;
      power++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, UNITS.get(power));
  }

  /** For options. */
  public static final class Converter implements ITypeConverter<ByteSize> {
    @Override
    public ByteSize convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
