package covey.node.cli.lab;

import covey.node.cli.command.Command;
import covey.node.cli.command.CommandContext;
import covey.node.runtime.NodeProblem;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/** {@code covey trace}: draws real message exchanges as sequence diagrams. */
@CommandLine.Command(
    name = "trace",
    description = "Draw the messages that nodes really exchanged as a UML sequence diagram.",
    footer = {
      "",
      "Example:",
      "  covey trace get holiday-photos --tracker 192.0.2.1:7400",
      "  covey trace draw recording.jsonl --out diagram"
    })
final class TraceCommand extends Command {
  TraceCommand(CommandContext context) {
    super(context);
  }

  @Override
  public Map<String, Command> commands() {
    Map<String, Command> commands = new LinkedHashMap<>();
    commands.put("get", new TraceGetCommand(context()));
    commands.put("draw", new TraceDrawCommand(context()));
    return commands;
  }

  @Override
  protected int run() throws NodeProblem {
    throw wrongUsage("expected 'covey trace get' or 'covey trace draw'");
  }
}
