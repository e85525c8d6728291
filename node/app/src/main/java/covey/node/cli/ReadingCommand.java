package covey.node.cli;

import com.google.gson.JsonElement;
import picocli.CommandLine.Option;

/** A command that reads, and can print what it read as JSON. */
abstract class ReadingCommand extends ClientCommand {
  @Option(
      names = "--json",
      fallbackValue = "true",
      description = "Print one JSON document instead of a table.")
  private boolean json;

  ReadingCommand(Surroundings surroundings) {
    super(surroundings);
  }

  final boolean isJson() {
    return json;
  }

  /** One JSON document on a line of its own. */
  final void say(JsonElement document) {
    screen().out().println(document);
  }
}
