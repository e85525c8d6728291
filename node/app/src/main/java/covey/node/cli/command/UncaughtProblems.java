package covey.node.cli.command;

import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs what ends a thread by a bug. An Error ends the process: what the thread did for the others
 * would be missing, while the process seems to work.
 */
public final class UncaughtProblems implements Thread.UncaughtExceptionHandler {
  private static final int FAILED = 1;

  private final IntConsumer halt;

  UncaughtProblems(IntConsumer halt) {
    this.halt = halt;
  }

  /** Handles the uncaught exceptions of all threads from now on. */
  public static void install() {
    // Without shutdown hooks, which may need the thread that is gone. State survives any end.
    Thread.setDefaultUncaughtExceptionHandler(
        new UncaughtProblems(code -> Runtime.getRuntime().halt(code)));
  }

  @Override
  public void uncaughtException(Thread thread, Throwable problem) {
    try {
      // Not earlier: the first logger fixes the level, which the command line sets.
      Logger log = LoggerFactory.getLogger(UncaughtProblems.class);
      String name = thread.getName().isEmpty() ? "without a name" : thread.getName();
      if (problem instanceof Error) {
        log.error("thread {} failed, and the process ends", name, problem);
      } else {
        log.error("thread {} ended by a bug", name, problem);
      }
    } finally {
      if (problem instanceof Error) {
        halt.accept(FAILED);
      }
    }
  }
}
