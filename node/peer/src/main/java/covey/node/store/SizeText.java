package covey.node.store;

import java.util.Locale;

/** Formats sizes for users. */
final class SizeText {
  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private SizeText() {}

  /** Formats a size as in {@code 3.2 GiB}. */
  static String text(long bytes) {
    if (bytes < 1024) {
      return bytes + " bytes";
    }
    double size = bytes / 1024.0;
    int unit = 0;
    while (size >= 1024 && unit < UNITS.length - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
  }
}
