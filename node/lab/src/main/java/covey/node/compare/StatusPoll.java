package covey.node.compare;

import covey.node.runtime.NodeProblem;
import covey.node.runtime.ShareStatus;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Polls the status of a share on several nodes. */
final class StatusPoll {
  /** A node that does not answer within this time is asked again with the next poll. */
  private static final int PATIENCE_SECONDS = 2;

  private StatusPoll() {}

  /**
   * Returns the status of a share on each node; empty if it is unknown because the node was killed
   * or cannot be reached. Nodes on other machines are asked in parallel, so that a distant node
   * does not delay the others.
   */
  static List<Optional<ShareStatus>> of(List<LabNode> nodes, String share)
      throws InterruptedException {
    if (nodes.stream().noneMatch(RemoteNode.class::isInstance)) {
      return nodes.stream().map(node -> ask(node, share)).toList();
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Optional<ShareStatus>>> questions = new ArrayList<>();
      nodes.forEach(node -> questions.add(() -> ask(node, share)));
      return threads.invokeAll(questions, PATIENCE_SECONDS, TimeUnit.SECONDS).stream()
          .map(StatusPoll::answer)
          .toList();
    }
  }

  private static Optional<ShareStatus> ask(LabNode node, String share) {
    try {
      return Optional.of(node.share(share));
    } catch (IOException | NodeProblem e) {
      // The node was killed, and may come back.
      return Optional.empty();
    }
  }

  private static Optional<ShareStatus> answer(Future<Optional<ShareStatus>> asked) {
    if (asked.isCancelled()) {
      return Optional.empty();
    }
    try {
      return asked.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
