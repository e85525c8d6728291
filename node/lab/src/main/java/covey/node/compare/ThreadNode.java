package covey.node.compare;

import covey.node.runtime.Node;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeSettings;
import covey.node.runtime.NodeStatus;
import covey.node.runtime.ShareStatus;
import covey.node.trace.TraceRecorder;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node in this process. */
final class ThreadNode implements LabNode {
  private final Node node;

  private ThreadNode(Node node) {
    this.node = node;
  }

  /** Starts a node. It records its messages unless {@code recorder} is null. */
  static ThreadNode start(NodeSettings settings, @Nullable TraceRecorder recorder)
      throws IOException, NodeProblem {
    return new ThreadNode(Node.start(settings, recorder));
  }

  @Override
  public void get(String link) throws NodeProblem {
    node.get(link, null, List.of(), false);
  }

  @Override
  public long pid() {
    return ProcessHandle.current().pid();
  }

  @Override
  public NodeStatus status() {
    return node.status();
  }

  @Override
  public ShareStatus share(String id) throws NodeProblem {
    return node.share(id);
  }

  @Override
  public void forget(String id) throws NodeProblem {
    if (node.shares().stream().anyMatch(share -> share.id().equals(id))) {
      node.remove(id, true);
    }
  }

  @Override
  public void limit(long upBytesPerSecond, long downBytesPerSecond) {
    node.limit(upBytesPerSecond, downBytesPerSecond);
  }

  @Override
  public void close() {
    node.close();
  }
}
