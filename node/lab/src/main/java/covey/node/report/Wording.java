package covey.node.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** How figures are said. */
final class Wording {
  /** What stands in a table where there is nothing. */
  static final String NONE = "-";

  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");

  private Wording() {}

  /** As "9.87 s", "13.1 s" or "167 s"; what is very long in minutes or hours. */
  static String seconds(double seconds) {
    if (seconds >= 7200) {
      return decimals(seconds / 3600, 1) + " h";
    }
    return seconds >= 1000 ? decimals(seconds / 60, 1) + " min" : plainSeconds(seconds) + " s";
  }

  /** Without the unit. */
  static String plainSeconds(double seconds) {
    return decimals(seconds, seconds < 9.995 ? 2 : seconds < 99.95 ? 1 : 0);
  }

  /** For a table whose heading says the unit. */
  static String plainSeconds(OptionalDouble seconds) {
    return seconds.isPresent() ? plainSeconds(seconds.getAsDouble()) : NONE;
  }

  /** As "15.9", for "times as long". */
  static String times(double ratio) {
    return decimals(ratio, ratio < 99.95 ? 1 : 0);
  }

  /** As "8.4 times", "1.08 times". */
  static String ratioInWords(double ratio) {
    return (ratio < 1.95 ? ratio(ratio) : times(ratio)) + " times";
  }

  /** As "1.06", for what is near to 1. */
  static String ratio(double ratio) {
    return decimals(ratio, ratio < 9.995 ? 2 : 1);
  }

  /** For a table. */
  static String ratio(OptionalDouble ratio) {
    return ratio.isPresent() ? ratio(ratio.getAsDouble()) : NONE;
  }

  /** As "93%". */
  static String percent(double part, double whole) {
    double percent = whole > 0 ? 100 * part / whole : 0;
    return decimals(percent, percent > 0 && percent < 0.95 ? 1 : 0) + "%";
  }

  /** As "64.0 MiB". */
  static String bytes(double bytes) {
    int power = 0;
    double value = bytes;
    while (value >= 1023.95 && power < UNITS.size() - 1) {
      value /= 1024;
      power++;
    }
    return decimals(value, power == 0 ? 0 : 1) + " " + UNITS.get(power);
  }

  /** Bytes sent beside content, for each byte of content: as "0.42%". */
  static String overhead(double part) {
    return decimals(100 * part, part < 0.0995 ? 2 : 0) + "%";
  }

  /** As "3"; of an even number of repeats as "3.5". */
  static String count(OptionalDouble median) {
    double value = median.orElse(0);
    return median.isEmpty() ? NONE : decimals(value, value == Math.rint(value) ? 0 : 1);
  }

  /** For a table whose heading says the unit. */
  static String mebibytes(double bytes) {
    return decimals(bytes / (1 << 20), bytes > 0 && bytes < 10 << 20 ? 2 : 1);
  }

  /** For a table whose heading says the unit. */
  static String mebibytes(OptionalDouble bytes) {
    return bytes.isPresent() ? mebibytes(bytes.getAsDouble()) : NONE;
  }

  /** As "2.5 MB/s", decimal as rates of networks are. */
  static String rate(double bytesPerSecond) {
    return decimals(bytesPerSecond / 1e6, bytesPerSecond < 9.95e6 ? 2 : 1) + " MB/s";
  }

  /** As "1 node", "16 nodes". */
  static String nodes(int count) {
    return count == 1 ? "1 node" : count + " nodes";
  }

  /** As "a, b and c". */
  static String all(List<String> parts) {
    return parts.size() < 2
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
  }

  /** So many digits behind the point, which is a point everywhere. */
  static String decimals(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
