package covey.node.cli;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a command has around it.
 *
 * @param screen where it prints
 * @param environment the process's variables
 * @param ending what is closed at the process's end
 */
record Surroundings(Screen screen, Map<String, String> environment, Ending ending) {
  /** Where state is kept that no option says: below XDG_STATE_HOME, else below the home folder. */
  Path defaultState(String name) {
    String xdg = environment.getOrDefault("XDG_STATE_HOME", "");
    Path base =
        !xdg.isEmpty() && Path.of(xdg).isAbsolute()
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".local", "state");
    return base.resolve(name);
  }
}
