package covey.node.cli.lab;

import covey.node.cli.command.Command;
import covey.node.cli.command.CommandContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The commands that measure, simulate, record and draw, by name. */
public final class LabCommands {
  private LabCommands() {}

  /** Returns a constructor for each command, in the order in which help lists them. */
  public static Map<String, Function<CommandContext, Command>> byName() {
    Map<String, Function<CommandContext, Command>> commands = new LinkedHashMap<>();
    commands.put("demo", DemoCommand::new);
    commands.put("compare", CompareCommand::new);
    commands.put("plan", PlanCommand::new);
    commands.put("simulate", SimulateCommand::new);
    commands.put("record", RecordCommand::new);
    commands.put("trace", TraceCommand::new);
    return commands;
  }
}
