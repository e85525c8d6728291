package covey.node.cli.share;

import covey.node.cli.command.Command;
import covey.node.cli.command.CommandContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The commands about shares, by name. */
public final class ShareCommands {
  /** The description of a parameter that names a share. */
  static final String SHARE = "The share's name, link, id, or at least 8 characters of its id.";

  private ShareCommands() {}

  /** Returns a constructor for each command, in the order in which help lists them. */
  public static Map<String, Function<CommandContext, Command>> byName() {
    Map<String, Function<CommandContext, Command>> commands = new LinkedHashMap<>();
    commands.put("share", ShareCommand::new);
    commands.put("get", GetCommand::new);
    commands.put("ls", LsCommand::new);
    commands.put("status", StatusCommand::new);
    commands.put("peers", PeersCommand::new);
    commands.put("search", SearchCommand::new);
    commands.put("rm", RmCommand::new);
    commands.put("verify", VerifyCommand::new);
    commands.put("pause", PauseCommand::new);
    commands.put("resume", ResumeCommand::new);
    commands.put("limit", LimitCommand::new);
    return commands;
  }
}
