package covey.node.compare;

import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.util.Optional;

/**
 * Provides test beds: of nodes that the comparison starts, or of nodes that are already running.
 */
interface TestbedProvider extends AutoCloseable {
  /** Prepares a mode. Returns in one line why it is not possible; empty if it is. */
  Optional<String> enter(String mode) throws IOException, NodeProblem, InterruptedException;

  /**
   * Returns the nodes of the mode entered last, including those that a failure needs.
   *
   * @param name unique among all test beds
   */
  Testbed open(String mode, String name, Optional<Failure> failure)
      throws IOException, NodeProblem, InterruptedException;

  /** The machine on which they run, in words. */
  String machine();

  /** Limits the time of {@link #close} to 2 s. */
  void hurry();

  /** Restores everything as it was found, at any time. Idempotent, from any thread. */
  @Override
  void close() throws IOException;
}
