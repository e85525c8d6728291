package covey.node.report;

import com.google.common.base.Ascii;
import covey.node.trace.FigureText;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Formats figures. */
final class Wording {
  /** The text of an empty table cell. */
  static final String NONE = "-";

  private Wording() {}

  /** Formats a time, such as "9.87 s", "13.1 s" or "167 s"; long times in minutes or hours. */
  static String seconds(double seconds) {
    if (seconds >= 7200) {
      return decimals(seconds / 3600, 1) + " h";
    }
    return seconds >= 1000 ? decimals(seconds / 60, 1) + " min" : plainSeconds(seconds) + " s";
  }

  /** Formats a time in seconds, without the unit. */
  static String plainSeconds(double seconds) {
    return decimals(seconds, seconds < 9.995 ? 2 : seconds < 99.95 ? 1 : 0);
  }

  /** For a table whose heading says the unit. */
  static String plainSeconds(OptionalDouble seconds) {
    return seconds.isPresent() ? plainSeconds(seconds.getAsDouble()) : NONE;
  }

  /** Formats a ratio for "times as long", such as "15.9". */
  static String times(double ratio) {
    return decimals(ratio, ratio < 99.95 ? 1 : 0);
  }

  /** Formats a ratio as "8.4 times" or "1.08 times". */
  static String ratioInWords(double ratio) {
    return (ratio < 1.95 ? ratio(ratio) : times(ratio)) + " times";
  }

  /** Formats a ratio near 1, such as "1.06". */
  static String ratio(double ratio) {
    return decimals(ratio, ratio < 9.995 ? 2 : 1);
  }

  /** For a table. */
  static String ratio(OptionalDouble ratio) {
    return ratio.isPresent() ? ratio(ratio.getAsDouble()) : NONE;
  }

  /** Formats a part as "93%". */
  static String percent(double part, double whole) {
    double percent = whole > 0 ? 100 * part / whole : 0;
    return decimals(percent, percent > 0 && percent < 0.95 ? 1 : 0) + "%";
  }

  /** Formats bytes as "64.0 MiB". */
  static String bytes(double bytes) {
    return FigureText.bytes(Math.round(bytes));
  }

  /** Formats the part of control traffic as "0.42%". */
  static String overhead(double part) {
    return decimals(100 * part, part < 0.0995 ? 2 : 0) + "%";
  }

  /** Formats a median count: "3", or "3.5" for an even number of repeats. */
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

  /** Formats a rate as "2.5 MB/s", decimal as usual for networks. */
  static String rate(double bytesPerSecond) {
    return decimals(bytesPerSecond / 1e6, bytesPerSecond < 9.95e6 ? 2 : 1) + " MB/s";
  }

  /** Returns "1 node" or "16 nodes". */
  static String nodes(int count) {
    return FigureText.count(count, "node");
  }

  /** Returns the text with a capital letter. */
  static String capitalised(String text) {
    return text.isEmpty() ? text : Ascii.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** Joins words as "a, b and c". */
  static String all(List<String> parts) {
    return parts.size() < 2
        ? String.join("", parts)
        : String.join(", ", parts.subList(0, parts.size() - 1)) + " and " + parts.getLast();
  }

  /** Formats a number with {@code digits} decimals and a decimal point. */
  static String decimals(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
