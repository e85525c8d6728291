package covey.node.cli.run;

import covey.node.cli.command.Command;
import covey.node.cli.command.CommandContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The commands that run a node or a tracker, or switch its mode, by name. */
public final class RunCommands {
  private RunCommands() {}

  /** Returns a constructor for each command, in the order in which help lists them. */
  public static Map<String, Function<CommandContext, Command>> byName() {
    Map<String, Function<CommandContext, Command>> commands = new LinkedHashMap<>();
    commands.put("node", NodeCommand::new);
    commands.put("tracker", TrackerCommand::new);
    commands.put("mode", ModeCommand::new);
    return commands;
  }
}
