package covey.node.compare;

import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeStatus;
import covey.node.runtime.ShareStatus;
import java.io.IOException;

/** A node that takes part in a comparison, wherever it runs. */
interface LabNode extends AutoCloseable {
  /** Starts to fetch a share. */
  void get(String link) throws IOException, NodeProblem;

  /** The id of its process, which changes with a restart. */
  long pid();

  /** The status of the node. */
  NodeStatus status() throws IOException, NodeProblem;

  /** The status of a share on the node. */
  ShareStatus share(String id) throws IOException, NodeProblem;

  /** Removes a share and its files; does nothing if the node does not have it. */
  void forget(String id) throws IOException, NodeProblem;

  /** Limits what the node sends and receives, in bytes per second; 0 is no limit. */
  void limit(long upBytesPerSecond, long downBytesPerSecond) throws IOException, NodeProblem;

  @Override
  void close();
}
