package covey.node.compare;

import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.util.Optional;

/** Where testbeds come from: nodes that the lab starts, or nodes that run already. */
interface TestbedProvider extends AutoCloseable {
  /** Makes ready for a mode; says in one line why that cannot be, and is empty if it can. */
  Optional<String> enter(String mode) throws IOException, NodeProblem, InterruptedException;

  /**
   * The nodes of the mode entered last, with what a failure needs.
   *
   * @param name no other testbed's
   */
  Testbed open(String mode, String name, Optional<Failure> failure)
      throws IOException, NodeProblem, InterruptedException;

  /** On what they run, in words. */
  String machine();

  /** What is still to be done on close must not take more than 2 s. */
  void hurry();

  /** Leaves everything as it was found, whatever is going on. Idempotent, from any thread. */
  @Override
  void close() throws IOException;
}
