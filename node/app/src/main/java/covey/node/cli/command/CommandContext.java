package covey.node.cli.command;

import covey.node.cli.text.Screen;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command has around it.
 *
 * @param screen where it prints
 * @param environment the process's variables
 * @param shutdown what is closed at the process's end
 */
public record CommandContext(
    Screen screen, Map<String, String> environment, ProcessShutdown shutdown) {
  /** Where state is kept that no option says: below XDG_STATE_HOME, else below the home folder. */
  public Path defaultState(String name) {
    String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
    Path base =
        !xdg.isEmpty() && Path.of(xdg).isAbsolute()
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".local", "state");
    return base.resolve(name);
  }
}
