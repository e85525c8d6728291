package covey.node.compare;

import covey.node.runtime.NodeProblem;
import covey.node.runtime.ShareStatus;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Updates a folder that all nodes of a test bed have, as a person would do with Covey's commands:
 * the changed folder is shared again, the old share is removed because it occupies the same path,
 * and the new one is fetched. Used by one thread.
 */
final class UpdateRun {
  private final Testbed testbed;
  private final ChangingFolder folder;
  private final LinkRates links;
  private final Run.Watcher watcher;
  private ShareStatus current;

  private UpdateRun(Testbed testbed, ChangingFolder folder, LinkRates links, Run.Watcher watcher)
      throws IOException, NodeProblem {
    this.testbed = testbed;
    this.folder = folder;
    this.links = links;
    this.watcher = watcher;
    current = testbed.publisher().add(folder.root(), null);
  }

  /** Distributes the folder to all nodes, without limits. */
  static UpdateRun begin(
      Testbed testbed, ChangingFolder folder, LinkRates links, Run.Watcher watcher)
      throws IOException, NodeProblem, InterruptedException {
    testbed.shape(new LinkRates(0, 0, 0, 0));
    UpdateRun update = new UpdateRun(testbed, folder, links, watcher);
    testbed.awaitKept(update.current);
    update.atAll(node -> node.get(update.current.link()));
    for (LabNode node : testbed.nodes()) {
      Testbed.await(node, update.current.id());
    }
    testbed.shape(links);
    return update;
  }

  /** Changes {@code part} of the folder, and distributes it to all nodes. */
  UpdateResult measure(double part, int repeat)
      throws IOException, NodeProblem, InterruptedException {
    ChangingFolder.Change change = folder.change(part);
    long begun = System.nanoTime();
    ShareStatus old = current;
    current = testbed.publisher().add(folder.root(), null);
    int steps = 1;
    double hashed = secondsSince(begun);
    testbed.awaitKept(current);
    double kept = secondsSince(begun);
    steps += removeOld(old);
    Before before = new Before(hashed, kept, secondsSince(begun));
    Run.Which which = new Run.Which(testbed.nodes().size(), repeat, Optional.empty());
    RunResult run = new Run(testbed.sharing(current), which, links, watcher).measure();
    steps += testbed.nodes().size();
    return result(change, before, run, steps);
  }

  /** The steps before the nodes fetched: when each ended, in seconds since the change. */
  private record Before(double hashedSeconds, double keptSeconds, double removedSeconds) {
    @Nullable Double plus(@Nullable Double seconds) {
      return seconds == null ? null : seconds + removedSeconds;
    }

    RunResult.NodeResult plus(RunResult.NodeResult node) {
      return new RunResult.NodeResult(
          plus(node.firstByteSeconds()), plus(node.seconds()), node.haveBytes(), node.lost());
    }
  }

  private UpdateResult result(ChangingFolder.Change change, Before before, RunResult run, int steps)
      throws IOException, NodeProblem {
    boolean central = testbed.mode().equals("central");
    return new UpdateResult(
        new UpdateResult.Setup(testbed.mode(), run.nodes(), run.setup().repeat()),
        new UpdateResult.FolderChange(
            current.sizeBytes(), change.bytes(), change.files(), change.added(), change.removed()),
        new UpdateResult.Completion(
            before.hashedSeconds(),
            central ? before.keptSeconds() - before.hashedSeconds() : 0,
            before.plus(run.lastSeconds()),
            before.plus(run.completion().meanSeconds()),
            boundSeconds(change.bytes()),
            run.completed()),
        new UpdateResult.Traffic(
            run.traffic().serverBytes(),
            testbed.publisher().share(current.id()).uploadedBytes(),
            run.traffic().peerBytes()),
        steps,
        run.each().stream().map(before::plus).toList());
  }

  /** In central mode, the changes have to reach the server first. */
  private double boundSeconds(long bytes) {
    double bound = Run.boundSeconds(testbed.mode(), bytes, testbed.nodes().size(), links);
    return testbed.mode().equals("central")
        ? Math.max(bound, bytes / (double) links.upBytesPerSecond())
        : bound;
  }

  /** Removes the old share, and returns the number of commands that takes. */
  private int removeOld(ShareStatus old) throws IOException, NodeProblem, InterruptedException {
    int steps = 1 + testbed.nodes().size();
    testbed.publisher().forget(old.id());
    ApiNode origin = testbed.source();
    if (!origin.equals(testbed.publisher())) {
      origin.forget(old.id());
      steps++;
    }
    atAll(node -> node.forget(old.id()));
    return steps;
  }

  private static double secondsSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  private void atAll(NodeBroadcast.Command command) throws IOException, InterruptedException {
    NodeBroadcast.send(testbed.nodes(), "a node refused a step of an update", command);
  }
}
