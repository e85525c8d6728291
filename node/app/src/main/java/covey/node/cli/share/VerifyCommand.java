package covey.node.cli.share;

import com.google.gson.JsonObject;
import covey.node.cli.command.CommandContext;
import covey.node.cli.command.ReadingCommand;
import covey.node.runtime.NodeProblem;
import covey.node.trace.FigureText;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code covey verify}: hashes a share's files again. */
@CommandLine.Command(
    name = "verify",
    description = "Hash a share's files again. Exits with status 5 if any piece is damaged.",
    footer = {"", "Example:", "  covey verify holiday-photos"})
final class VerifyCommand extends ReadingCommand {
  @Parameters(paramLabel = "SHARE", description = ShareCommands.SHARE)
  private String share = "";

  VerifyCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem {
    int damaged = node().verify(share);
    if (isJson()) {
      JsonObject document = new JsonObject();
      document.addProperty("damagedPieces", damaged);
      say(document);
    } else {
      say(damaged == 0 ? "all pieces are intact" : FigureText.count(damaged, "damaged piece"));
    }
    return damaged == 0 ? DONE : NodeProblem.Kind.DAMAGED.exitCode();
  }
}
