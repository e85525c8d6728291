package covey.node.compare;

import com.google.common.base.Throwables;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Restores nodes in parallel, so that a node that does not answer does not delay the others. */
final class Restoration {
  private static final long LEAST_MILLIS = 200;

  private final List<String> missed = Collections.synchronizedList(new ArrayList<>());
  private final long endNanos;

  /** Starts a restoration that ends within {@code patience}. */
  Restoration(Duration patience) {
    endNanos = System.nanoTime() + patience.toNanos();
  }

  /** One step of the restoration of a node. */
  interface Step {
    void take(RemoteNode node) throws IOException, NodeProblem, InterruptedException;
  }

  /** Takes a step on all nodes in parallel, and notes where it failed. */
  void each(List<RemoteNode> nodes, String what, Step step) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<RemoteNode>> steps = new ArrayList<>();
      for (RemoteNode node : nodes) {
        steps.add(
            () -> {
              step.take(node);
              return node;
            });
      }
      List<Future<RemoteNode>> taken =
          threads.invokeAll(steps, leftMillis(), TimeUnit.MILLISECONDS);
      for (int i = 0; i < taken.size(); i++) {
        note(nodes.get(i), what, taken.get(i));
      }
    } catch (InterruptedException e) {
      missed.add("interrupted at " + what);
      Thread.currentThread().interrupt();
    }
  }

  /** Runs both in parallel, so that neither delays the other. */
  static void together(Runnable one, Runnable other) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.execute(one);
      threads.execute(other);
    }
  }

  private long leftMillis() {
    return Math.max(LEAST_MILLIS, TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime()));
  }

  private void note(RemoteNode node, String what, Future<RemoteNode> taken)
      throws InterruptedException {
    try {
      var _ = taken.get();
    } catch (ExecutionException e) {
      missed.add(node + ": " + what + " (" + Throwables.getRootCause(e).getMessage() + ")");
    } catch (CancellationException e) {
      missed.add(node + ": " + what + " (no answer)");
    }
  }

  /** Throws an IOException with a one-line message if something was not restored. */
  void end() throws IOException {
    if (!missed.isEmpty()) {
      throw new IOException("not restored: " + String.join("; ", missed));
    }
  }
}
