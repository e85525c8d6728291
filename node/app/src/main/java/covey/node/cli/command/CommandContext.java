package covey.node.cli.command;

import covey.node.cli.text.Screen;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command gets from its process.
 *
 * @param screen where the command prints
 * @param environment the environment variables
 * @param shutdown closes resources when the process ends
 */
public record CommandContext(
    Screen screen, Map<String, String> environment, ProcessShutdown shutdown) {
  /** Returns the default state folder: in XDG_STATE_HOME if set, else in ~/.local/state. */
  public Path defaultState(String name) {
    String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
    Path base =
        !xdg.isEmpty() && Path.of(xdg).isAbsolute()
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".local", "state");
    return base.resolve(name);
  }
}
