package covey.node.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import covey.node.client.NodeClient;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey mode}: shows who hosts the directory and whom the node asks for pieces. */
@CommandLine.Command(
    name = "mode",
    description = "Show the node's mode.",
    footer = {"", "Example:", "  covey mode --json"})
final class ModeCommand extends ReadingCommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "MODE",
      description = "central, tracker, p2p or auto; switching comes with a later version.")
  private @Nullable String wanted;

  @Option(
      names = "--deployment",
      fallbackValue = "true",
      description = "Switch all nodes; comes with a later version.")
  private boolean deployment;

  ModeCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run() throws IOException, NodeProblem {
    if (wanted != null || deployment) {
      throw new NodeProblem(
          NodeProblem.Kind.FAILED,
          "this version cannot switch a running node; stop it and start it with --mode");
    }
    NodeClient node = node();
    JsonElement document = node.read("mode");
    if (isJson()) {
      say(document);
    } else if (document instanceof JsonObject object && object.has("mode")) {
      say(object.get("mode").getAsString());
    } else {
      throw new IOException("the node's answer has no mode");
    }
    return DONE;
  }
}
