package covey.node.cli.text;

import covey.node.runtime.ShareStatus;
import covey.node.trace.FigureText;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * A line of progress on stderr, redrawn in place at most five times a second. Draws nothing unless
 * the screen has bars. Not thread-safe.
 */
public final class ProgressBar implements AutoCloseable {
  /** Longest line; one column less than a terminal, so that the line never wraps. */
  static final int COLUMNS = 79;

  private static final int NAME_COLUMNS = 24;
  private static final int BAR_COLUMNS = 16;
  private static final long REDRAW_NANOS = 200_000_000;

  /** The speed is an average since the line began; it is shown after this time. */
  private static final double SPEED_AFTER_SECONDS = 1;

  private final Screen screen;
  private final LongSupplier nanoTime;

  private String name = "";
  private long beganNanos;
  private long beganBytes;
  private long doneBytes;
  private long allBytes;
  private String note = "";
  private long drawnNanos;
  private int drawnColumns;

  /** Draws on this screen. */
  public ProgressBar(Screen screen) {
    this(screen, System::nanoTime);
  }

  ProgressBar(Screen screen, LongSupplier nanoTime) {
    this.screen = screen;
    this.nanoTime = nanoTime;
  }

  /** Shows the progress of a download. */
  public void show(ShareStatus share) {
    String waiting = share.waitingFor();
    show(
        TerminalText.line(share.name()),
        share.haveBytes(),
        share.sizeBytes(),
        waiting == null ? FigureText.count(share.peers(), "peer") : TerminalText.line(waiting));
  }

  /**
   * Shows that {@code bytes} of {@code ofBytes} are done; another {@code what} begins another line.
   *
   * @param ofBytes 0 if the total is unknown
   * @param addition text for the end of the line
   */
  public void show(String what, long bytes, long ofBytes, String addition) {
    if (!screen.bars()) {
      return;
    }
    long now = nanoTime.getAsLong();
    if (!name.equals(what)) {
      end();
      name = what;
      beganNanos = now;
      beganBytes = bytes;
      drawnNanos = now - REDRAW_NANOS;
    }
    doneBytes = bytes;
    allBytes = ofBytes;
    note = addition;
    if (now - drawnNanos >= REDRAW_NANOS) {
      draw(now);
    }
  }

  /** Ends the line, so that others may follow: keeps it if it is complete, else erases it. */
  public void end() {
    if (drawnColumns > 0) {
      if (allBytes > 0 && doneBytes >= allBytes) {
        draw(nanoTime.getAsLong());
        screen.err().println();
      } else {
        screen.err().print("\r" + " ".repeat(drawnColumns) + "\r");
        screen.err().flush();
      }
    }
    drawnColumns = 0;
    name = "";
  }

  @Override
  public void close() {
    end();
  }

  private void draw(long now) {
    String line = cut(text(now), COLUMNS);
    int columns = line.codePointCount(0, line.length());
    screen.err().print("\r" + line + " ".repeat(Math.max(0, drawnColumns - columns)));
    screen.err().flush();
    drawnColumns = Math.max(columns, drawnColumns);
    drawnNanos = now;
  }

  private String text(long now) {
    StringBuilder line = new StringBuilder(cut(name, NAME_COLUMNS));
    if (allBytes > 0) {
      int filled = (int) (BAR_COLUMNS * Math.min(doneBytes, allBytes) / (double) allBytes);
      long percent = (long) (100.0 * Math.min(doneBytes, allBytes) / allBytes);
      line.append(String.format(Locale.ROOT, " %3d%% [", percent))
          .append("=".repeat(filled))
          .append(" ".repeat(BAR_COLUMNS - filled))
          .append("] ")
          .append(FigureText.progress(doneBytes, allBytes));
      appendSpeed(line, (now - beganNanos) / 1e9);
    } else if (doneBytes > 0) {
      line.append("  ").append(FigureText.bytes(doneBytes));
    }
    return note.isEmpty() ? line.toString() : line.append("  ").append(note).toString();
  }

  private void appendSpeed(StringBuilder line, double seconds) {
    long bytesPerSecond = (long) ((doneBytes - beganBytes) / seconds);
    if (seconds < SPEED_AFTER_SECONDS || bytesPerSecond <= 0) {
      return;
    }
    line.append("  ").append(FigureText.bytes(bytesPerSecond)).append("/s");
    if (doneBytes < allBytes) {
      long leftSeconds = (allBytes - doneBytes + bytesPerSecond - 1) / bytesPerSecond;
      line.append("  ").append(TimeSpan.text(leftSeconds)).append(" left");
    }
  }

  private static String cut(String text, int codePoints) {
    return text.codePointCount(0, text.length()) <= codePoints
        ? text
        : text.substring(0, text.offsetByCodePoints(0, codePoints));
  }
}
