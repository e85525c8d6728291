package covey.node.compare;

import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeStatus;
import covey.node.runtime.ShareStatus;
import java.io.IOException;

/** A node that takes part, wherever it runs. */
interface LabNode extends AutoCloseable {
  /** Begins to fetch. */
  void get(String link) throws IOException, NodeProblem;

  /** The process that it runs in; another after a restart. */
  long pid();

  /** How it stands. */
  NodeStatus status() throws IOException, NodeProblem;

  /** How a share stands there. */
  ShareStatus share(String id) throws IOException, NodeProblem;

  /** Forgets a share and its files; does nothing if it has none. */
  void forget(String id) throws IOException, NodeProblem;

  /** Sets what it may send and receive, in bytes a second; 0 is no limit. */
  void limit(long upBytesPerSecond, long downBytesPerSecond) throws IOException, NodeProblem;

  @Override
  void close();
}
