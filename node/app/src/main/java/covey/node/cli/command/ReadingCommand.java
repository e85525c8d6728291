package covey.node.cli.command;

import com.google.gson.JsonElement;
import picocli.CommandLine.Option;

/** A command that reads, and can print what it read as JSON. */
public abstract class ReadingCommand extends ClientCommand {
  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "Print one JSON document instead of a table.")
  private boolean json;

  protected ReadingCommand(CommandContext context) {
    super(context);
  }

  protected final boolean isJson() {
    return json;
  }

  /** One JSON document on a line of its own. */
  protected final void say(JsonElement document) {
    screen().out().println(document);
  }
}
