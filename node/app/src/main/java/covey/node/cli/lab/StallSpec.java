package covey.node.cli.lab;

import covey.node.cli.text.TimeSpan;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How connections stall, as people write it: {@code 5%:500ms}, a share of the time and how long.
 */
record StallSpec(double share, Duration length) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,2}(?:\\.[0-9]{1,3})?)%:(\\w+)");
  private static final double SHARE_MAX = 0.5;

  /** For options. */
  static final class Converter implements ITypeConverter<StallSpec> {
    @Override
    public StallSpec convert(String text) throws Exception {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException("'" + text + "' is no stall; write it like 5%:500ms");
      }
      double share = Double.parseDouble(matcher.group(1)) / 100;
      Duration length = new TimeSpan().convert(matcher.group(2));
      if (share > SHARE_MAX || length.isZero() || length.toMinutes() >= 1) {
        throw new TypeConversionException(
            "'" + text + "' is out of range: up to 50% of the time, for less than 1m each");
      }
      return new StallSpec(share, length);
    }
  }
}
