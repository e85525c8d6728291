package covey.node.compare;

import com.google.common.base.Throwables;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends the same command to many nodes at the same moment, as if each had a machine of its own. */
final class NodeBroadcast {
  private NodeBroadcast() {}

  /** A command to a node. */
  interface Command {
    void give(LabNode node) throws IOException, NodeProblem;
  }

  /**
   * Sends the command and returns when all nodes have answered. If one refuses, throws an
   * IOException whose message begins with {@code failed}.
   */
  static void send(List<LabNode> nodes, String failed, Command command)
      throws IOException, InterruptedException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<LabNode>> answers = new ArrayList<>();
      for (LabNode node : nodes) {
        answers.add(
            threads.submit(
                () -> {
                  command.give(node);
                  return node;
                }));
      }
      for (Future<LabNode> one : answers) {
        var _ = one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(failed + ": " + Throwables.getRootCause(e).getMessage(), e);
    }
  }
}
