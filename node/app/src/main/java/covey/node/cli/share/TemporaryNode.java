package covey.node.cli.share;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import covey.node.cli.run.RunningService;
import covey.node.client.NodeClient;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A node that stops with the command that started it.
 *
 * @param state the node's own state folder
 */
record TemporaryNode(RunningService service, Path state) {
  NodeClient client() {
    return service.client();
  }

  /** Stops the node and deletes its state: there is nothing to resume. */
  void finish() throws IOException {
    service.close();
    MoreFiles.deleteRecursively(state, RecursiveDeleteOption.ALLOW_INSECURE);
  }
}
