package covey.node.compare;

import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Injects a failure into a test bed when it is due. Used by one thread. */
final class FaultInjector {
  private final Failure failure;
  private final Testbed testbed;
  private final List<Integer> victims = new ArrayList<>();
  private @Nullable Double happenedSeconds;
  private @Nullable Thread undoing;
  private volatile @Nullable Exception problem;

  FaultInjector(Failure failure, Testbed testbed) {
    this.failure = failure;
    this.testbed = testbed;
    int nodes = testbed.nodes().size();
    for (int i = nodes - failure.killable(nodes); i < nodes; i++) {
      victims.add(i);
    }
  }

  /** The nodes that fail, by their index. */
  List<Integer> victims() {
    return victims;
  }

  /** When it happened; null if it has not, or if it does not apply to the test bed. */
  @Nullable Double happenedSeconds() {
    return happenedSeconds;
  }

  /**
   * Reports whether it is due, with {@code part} of everything received and {@code copies} copies
   * sent.
   */
  boolean isDue(double part, double copies) {
    return happenedSeconds == null
        && part >= failure.at().part()
        && copies >= failure.at().copies();
  }

  /** Injects the failure. Returns false if it does not apply to the test bed. */
  boolean inject(double now) throws IOException, NodeProblem, InterruptedException {
    if (!apply()) {
      return false;
    }
    happenedSeconds = now;
    failure
        .back()
        .ifPresent(after -> undoing = Thread.ofVirtual().start(() -> undo(after.toNanos())));
    return true;
  }

  /** Reports whether the failure is still to be undone. */
  boolean isBeingUndone() {
    Thread thread = undoing;
    return thread != null && thread.isAlive();
  }

  /** Waits until the failure is undone, and throws what went wrong. */
  void end() throws IOException, InterruptedException {
    Thread thread = undoing;
    if (thread != null) {
      thread.join();
    }
    Exception failed = problem;
    if (failed != null) {
      throw new IOException("failure " + failure.text() + ": " + failed.getMessage(), failed);
    }
  }

  private boolean apply() throws IOException, NodeProblem, InterruptedException {
    switch (failure.kind()) {
      case SERVER, TRACKER -> {
        ApiNode tracker = testbed.tracker();
        if (tracker == null) {
          return false;
        }
        own(tracker).kill();
      }
      case PUBLISHER -> own(testbed.publisher()).kill();
      case NODES -> eachVictim(ProcessNode::kill);
      case FREEZE -> eachVictim(ProcessNode::freeze);
      case SLOW -> slowDown();
      case MODE -> order();
      case PARTITION -> testbed.cut();
      // Corrupt nodes exist from the start.
      case CORRUPT -> {}
    }
    return true;
  }

  /** Returns the node as a process, which the comparison has started. */
  private static ProcessNode own(ApiNode node) {
    if (node instanceof ProcessNode process) {
      return process;
    }
    throw new IllegalStateException(node + " was not started by this comparison");
  }

  /** Something that is done to a process. */
  private interface Act {
    void on(ProcessNode node) throws IOException, NodeProblem, InterruptedException;
  }

  private void eachVictim(Act act) throws IOException, NodeProblem, InterruptedException {
    for (int victim : victims) {
      if (testbed.nodes().get(victim) instanceof ProcessNode process) {
        act.on(process);
      }
    }
  }

  private void slowDown() throws IOException, NodeProblem {
    int nodes = testbed.nodes().size();
    int slow = failure.victims().of(nodes);
    for (LabNode node : testbed.nodes().subList(nodes - slow, nodes)) {
      node.limit(failure.upBytesPerSecond(), 0);
    }
  }

  private void order() {
    undoing =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    testbed.publisher().order(failure.mode());
                  } catch (IOException | NodeProblem e) {
                    problem = e;
                  }
                });
  }

  private void undo(long afterNanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(afterNanos);
      switch (failure.kind()) {
        case SERVER, TRACKER -> {
          ApiNode tracker = testbed.tracker();
          if (tracker != null) {
            own(tracker).restart();
          }
        }
        case PUBLISHER -> own(testbed.publisher()).restart();
        case NODES -> eachVictim(ProcessNode::restart);
        case FREEZE -> eachVictim(ProcessNode::thaw);
        case PARTITION -> testbed.mend();
        default -> {}
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | NodeProblem e) {
      problem = e;
    }
  }
}
