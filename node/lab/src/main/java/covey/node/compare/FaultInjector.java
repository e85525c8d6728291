package covey.node.compare;

import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Does to a testbed what is to fail, when it is time. Used by one thread. */
final class FaultInjector {
  private final Failure failure;
  private final Testbed testbed;
  private final List<Integer> victims = new ArrayList<>();
  private @Nullable Double happenedSeconds;
  private @Nullable Thread mending;
  private volatile @Nullable Exception problem;

  FaultInjector(Failure failure, Testbed testbed) {
    this.failure = failure;
    this.testbed = testbed;
    int nodes = testbed.nodes().size();
    for (int i = nodes - failure.killable(nodes); i < nodes; i++) {
      victims.add(i);
    }
  }

  /** The nodes that fail, by their place. */
  List<Integer> victims() {
    return victims;
  }

  /** When it happened; null: not yet, or there was nothing that it could happen to. */
  @Nullable Double happenedSeconds() {
    return happenedSeconds;
  }

  /** Whether it happens now, with that part of all there and so many copies sent. */
  boolean isDue(double part, double copies) {
    return happenedSeconds == null
        && part >= failure.at().part()
        && copies >= failure.at().copies();
  }

  /** It happens. False if there is nobody to whom it could. */
  boolean happen(double now) throws IOException, NodeProblem, InterruptedException {
    if (!strike()) {
      return false;
    }
    happenedSeconds = now;
    failure
        .back()
        .ifPresent(after -> mending = Thread.ofVirtual().start(() -> mend(after.toNanos())));
    return true;
  }

  /** Whether somebody is yet to come back. */
  boolean isMending() {
    Thread thread = mending;
    return thread != null && thread.isAlive();
  }

  /** Ends what was to come back; throws what went wrong with it. */
  void end() throws IOException, InterruptedException {
    Thread thread = mending;
    if (thread != null) {
      thread.join();
    }
    Exception failed = problem;
    if (failed != null) {
      throw new IOException("after " + failure.text() + ": " + failed.getMessage(), failed);
    }
  }

  private boolean strike() throws IOException, NodeProblem, InterruptedException {
    switch (failure.kind()) {
      case SERVER, TRACKER -> {
        ApiNode tracker = testbed.tracker();
        if (tracker == null) {
          return false;
        }
        own(tracker).kill();
      }
      case PUBLISHER -> own(testbed.publisher()).kill();
      case NODES -> {
        for (ProcessNode victim : victimNodes()) {
          victim.kill();
        }
      }
      case FREEZE -> {
        for (ProcessNode victim : victimNodes()) {
          victim.freeze();
        }
      }
      case SLOW -> slowDown();
      case MODE -> order();
      case PARTITION -> testbed.cut();
      // It is there from the start.
      case CORRUPT -> {}
    }
    return true;
  }

  /** What is killed the lab has started. */
  private static ProcessNode own(ApiNode node) {
    if (node instanceof ProcessNode process) {
      return process;
    }
    throw new IllegalStateException(node + " is not the lab's own");
  }

  private List<ProcessNode> victimNodes() {
    List<ProcessNode> some = new ArrayList<>();
    for (int victim : victims) {
      if (testbed.nodes().get(victim) instanceof ProcessNode process) {
        some.add(process);
      }
    }
    return some;
  }

  private void slowDown() throws IOException, NodeProblem {
    int nodes = testbed.nodes().size();
    int slow = failure.victims().of(nodes);
    for (LabNode node : testbed.nodes().subList(nodes - slow, nodes)) {
      node.limit(failure.upBytesPerSecond(), 0);
    }
  }

  private void order() {
    mending =
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

  private void mend(long afterNanos) {
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
        case NODES -> {
          for (ProcessNode victim : victimNodes()) {
            victim.restart();
          }
        }
        case FREEZE -> {
          for (ProcessNode victim : victimNodes()) {
            victim.thaw();
          }
        }
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
