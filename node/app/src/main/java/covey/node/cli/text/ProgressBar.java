package covey.node.cli.text;

import covey.node.runtime.ShareStatus;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on stderr; draws nothing where the screen wants no bars. Not thread-safe. */
public final class ProgressBar implements AutoCloseable {
  private static final int COLUMNS = 79;
  private static final int NAME_COLUMNS = 24;
  private static final int REDRAW_MILLIS = 200;

  private final Screen screen;
  private String name = "";
  private me.tongfei.progressbar.@Nullable ProgressBar drawn;

  public ProgressBar(Screen screen) {
    this.screen = screen;
  }

  /** Shows how far a share is. */
  public void show(ShareStatus share) {
    String waiting = share.waitingFor();
    show(
        TerminalText.line(share.name()),
        share.haveBytes(),
        share.sizeBytes(),
        waiting == null ? share.peers() + " peers" : TerminalText.line(waiting));
  }

  /** Shows how much of what is there; another name begins another bar. */
  public void show(String what, long doneBytes, long allBytes, String words) {
    if (!screen.bars()) {
      return;
    }
    if (drawn == null || !name.equals(what)) {
      end();
      name = what;
      drawn = draw();
    }
    drawn.maxHint(Math.max(1, allBytes));
    drawn.stepTo(doneBytes);
    drawn.setExtraMessage(words);
  }

  private me.tongfei.progressbar.ProgressBar draw() {
    return new ProgressBarBuilder()
        .setTaskName(name.substring(0, Math.min(name.length(), NAME_COLUMNS)))
        .setInitialMax(1)
        .setUnit(" MiB", 1 << 20)
        .setUpdateIntervalMillis(REDRAW_MILLIS)
        .setStyle(ProgressBarStyle.ASCII)
        .setConsumer(new ConsoleProgressBarConsumer(screen.err(), COLUMNS))
        .build();
  }

  @Override
  public void close() {
    end();
  }

  /** Leaves what is drawn as it is; a line may follow. */
  public void end() {
    if (drawn != null) {
      drawn.close();
      drawn = null;
    }
  }
}
