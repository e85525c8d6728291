package covey.node.trace;

import java.util.List;
import java.util.Locale;

/** Formats figures for people. */
public final class FigureText {
  private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");
  private static final double LONG_SECONDS = 100;

  private FigureText() {}

  /** Formats bytes as "64.0 MiB"; less than 1 KiB exactly. */
  public static String bytes(long bytes) {
    int power = power(bytes);
    return inUnit(bytes, power) + " " + UNITS.get(power);
  }

  /** Formats two numbers of bytes in the unit of the second, as in "26.4/44.2 MiB". */
  public static String progress(long bytes, long ofBytes) {
    int power = power(ofBytes);
    return inUnit(bytes, power) + "/" + inUnit(ofBytes, power) + " " + UNITS.get(power);
  }

  private static int power(long bytes) {
    int power = 0;
    double value = bytes;
    while (value >= 1023.95 && power < UNITS.size() - 1) {
      value /= 1024;
      power++;
    }
    return power;
  }

  private static String inUnit(long bytes, int power) {
    return power == 0 ? Long.toString(bytes) : decimals(bytes / (double) (1L << (10 * power)), 1);
  }

  /** Returns "1 piece" or "12 pieces". */
  public static String count(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s");
  }

  /** Formats a time as "0.312 s", or "0.312-1.204 s" if the two differ. */
  public static String span(double from, double until) {
    int digits = until < LONG_SECONDS ? 3 : 1;
    String first = decimals(from, digits);
    String last = decimals(until, digits);
    return first.equals(last) ? first + " s" : first + "\u2013" + last + " s";
  }

  private static String decimals(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
