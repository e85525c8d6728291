package covey.node.cli.command;

import com.google.gson.JsonElement;
import picocli.CommandLine.Option;

/** A command that prints information, as text or as JSON. */
public abstract class ReadingCommand extends ClientCommand {
  @Option(names = "--json", fallbackValue = "true", description = "Print JSON instead of text.")
  private boolean json;

  protected ReadingCommand(CommandContext context) {
    super(context);
  }

  protected final boolean isJson() {
    return json;
  }

  /** Prints a JSON document on one line. */
  protected final void say(JsonElement document) {
    screen().out().println(document);
  }
}
