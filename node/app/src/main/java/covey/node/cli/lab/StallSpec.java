package covey.node.cli.lab;

import covey.node.cli.text.TimeSpan;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How connections stall, such as {@code 5%:500ms}: the share of the time, and the length of a
 * stall.
 */
record StallSpec(double share, Duration length) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,2}(?:\\.[0-9]{1,3})?)%:(\\w+)");
  private static final double SHARE_MAX = 0.5;

  /** Converts an option's value. */
  static final class Converter implements ITypeConverter<StallSpec> {
    @Override
    public StallSpec convert(String text) throws Exception {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException(
            "invalid stall '" + text + "': expected SHARE:TIME, such as 5%:500ms");
      }
      double share = Double.parseDouble(matcher.group(1)) / 100;
      Duration length = new TimeSpan().convert(matcher.group(2));
      if (share > SHARE_MAX || length.isZero() || length.toMinutes() >= 1) {
        throw new TypeConversionException(
            "stall '" + text + "' is out of range: at most 50% of the time, each shorter than 1m");
      }
      return new StallSpec(share, length);
    }
  }
}
