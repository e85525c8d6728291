package covey.node.compare;

import covey.node.client.NodeClient;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeStatus;
import covey.node.runtime.ShareStatus;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A node or tracker that is controlled through its HTTP API. */
interface ApiNode extends LabNode {
  /** The client of its API. */
  NodeClient client();

  /** Shares a file or folder of its machine, under {@code name} if one is given. */
  default ShareStatus add(Path path, @Nullable String name) throws IOException, NodeProblem {
    return client().add(path, name);
  }

  /** Orders a mode for the whole deployment; returns when the mode is in force at this node. */
  default void order(String mode) throws IOException, NodeProblem {
    var _ = client().switchMode(mode, true);
  }

  @Override
  default NodeStatus status() throws IOException, NodeProblem {
    return client().status();
  }

  @Override
  default ShareStatus share(String id) throws IOException, NodeProblem {
    return client().share(id);
  }

  @Override
  default void forget(String id) throws IOException, NodeProblem {
    if (client().shares().stream().anyMatch(share -> share.id().equals(id))) {
      client().remove(id, true);
    }
  }
}
