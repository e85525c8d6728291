package covey.node.cli.share;

import covey.node.cli.text.ProgressBar;
import covey.node.cli.text.Screen;
import covey.node.cli.text.TerminalText;
import covey.node.client.NodeClient;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.ShareStatus;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Shows the progress of hashing while the request that shares a path waits. */
final class HashingProgress implements AutoCloseable {
  private static final long POLL_MILLIS = 200;

  private final @Nullable Thread thread;

  private HashingProgress(@Nullable Thread thread) {
    this.thread = thread;
  }

  static HashingProgress start(NodeClient node, Screen screen) {
    if (!screen.bars()) {
      return new HashingProgress(null);
    }
    return new HashingProgress(
        Thread.ofPlatform().daemon().name("covey-import-bar").start(() -> draw(node, screen)));
  }

  private static void draw(NodeClient node, Screen screen) {
    try (ProgressBar bar = new ProgressBar(screen)) {
      while (true) {
        Thread.sleep(POLL_MILLIS);
        for (ShareStatus share : node.shares()) {
          if (share.state().equals("importing")) {
            bar.show(
                TerminalText.line(share.name()), share.haveBytes(), share.sizeBytes(), "hashing");
          }
        }
      }
    } catch (InterruptedException e) {
      // Closed: hashing is done.
    } catch (IOException | NodeProblem e) {
      // The waiting request fails too, with a message.
    }
  }

  @Override
  public void close() {
    if (thread != null) {
      thread.interrupt();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
