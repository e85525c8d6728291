package covey.node.cli.share;

import covey.node.cli.text.ProgressBar;
import covey.node.cli.text.Screen;
import covey.node.client.NodeClient;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.ShareStatus;
import covey.node.trace.FigureText;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/** Waits until a share meets a condition, and shows its progress. */
final class ShareWaiter {
  private static final long FIRST_POLL_MILLIS = 10;
  private static final long LAST_POLL_MILLIS = 250;

  private final NodeClient node;
  private final Screen screen;

  ShareWaiter(NodeClient node, Screen screen) {
    this.node = node;
    this.screen = screen;
  }

  /**
   * Returns the share once it meets the condition; throws NodeProblem if the share fails or is
   * paused, or TIMED_OUT after {@code limit}.
   */
  ShareStatus until(Predicate<ShareStatus> condition, String id, Optional<Duration> limit)
      throws IOException, NodeProblem, InterruptedException {
    long start = System.nanoTime();
    long pollMillis = FIRST_POLL_MILLIS;
    try (ProgressBar bar = new ProgressBar(screen)) {
      while (true) {
        ShareStatus share = node.share(id);
        bar.show(share);
        if (condition.test(share)) {
          return share;
        }
        requireGoingOn(share);
        Duration spent = Duration.ofNanos(System.nanoTime() - start);
        if (limit.isPresent() && spent.compareTo(limit.get()) >= 0) {
          throw timedOut(share, limit.get());
        }
        Thread.sleep(pollMillis);
        pollMillis = Math.min(LAST_POLL_MILLIS, pollMillis * 2);
      }
    }
  }

  private static void requireGoingOn(ShareStatus share) throws NodeProblem {
    if (share.state().equals("failed")) {
      String problem = share.problem();
      throw new NodeProblem(
          kind(share), problem == null ? "the share failed for an unknown reason" : problem);
    }
    if (share.state().equals("paused")) {
      throw new NodeProblem(
          NodeProblem.Kind.FAILED,
          "the share is paused; 'covey resume " + share.id().substring(0, 8) + "' continues it");
    }
  }

  private static NodeProblem.Kind kind(ShareStatus share) {
    for (NodeProblem.Kind kind : NodeProblem.Kind.values()) {
      if (kind.name().equals(share.problemKind())) {
        return kind;
      }
    }
    return NodeProblem.Kind.FAILED;
  }

  private static NodeProblem timedOut(ShareStatus share, Duration limit) {
    String waiting = share.waitingFor();
    return new NodeProblem(
        NodeProblem.Kind.TIMED_OUT,
        "timed out after "
            + limit.toMillis() / 1000.0
            + " s ("
            + FigureText.bytes(share.haveBytes())
            + " of "
            + FigureText.bytes(share.sizeBytes())
            + (waiting == null ? "" : "; " + waiting)
            + "); the same command resumes the download");
  }
}
