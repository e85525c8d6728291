package covey.node.cli.command;

import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Values of options that the command line does not set: from the environment variables COVEY_…,
 * then from the file covey.properties in the state folder.
 */
public final class OptionDefaults implements IDefaultValueProvider {
  /** Name of the file in the state folder. */
  public static final String FILE = "covey.properties";

  private static final Set<String> NOT_SETTABLE = Set.of("--help", "--version");

  private final Map<String, String> environment;
  private final Properties file;

  public OptionDefaults(Map<String, String> environment, Properties file) {
    this.environment = environment;
    this.file = file;
  }

  /**
   * Reads the settings file of a state folder; returns empty properties if there is none. Throws
   * NodeProblem if a key is not in {@code known}.
   */
  public static Properties read(Path state, Set<String> known) throws IOException, NodeProblem {
    Path path = state.resolve(FILE);
    Properties properties = new Properties();
    if (!Files.isRegularFile(path)) {
      return properties;
    }
    try (Reader reader = new StringReader(Files.readString(path))) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new IOException("cannot read " + path + ": " + e.getMessage(), e);
    }
    Set<String> unknown = new TreeSet<>(properties.stringPropertyNames());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw Command.wrongUsage(
          path
              + ": unknown setting "
              + unknown.iterator().next()
              + "; expected one of "
              + String.join(", ", new TreeSet<>(known)));
    }
    return properties;
  }

  /** Returns the state folder in arguments or environment, before the arguments are parsed. */
  public static @Nullable Path stateOf(List<String> arguments, Map<String, String> environment) {
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("--")) {
        break;
      }
      if (argument.startsWith("--state=")) {
        return Path.of(argument.substring("--state=".length()));
      }
      if (argument.equals("--state") && i + 1 < arguments.size()) {
        return Path.of(arguments.get(i + 1));
      }
    }
    String variable = environment.getOrDefault("COVEY_STATE", "");
    return variable.isEmpty() ? null : Path.of(variable);
  }

  /** Returns every key that the file may have: the options of all commands. */
  public static Set<String> keys(CommandLine all) {
    Set<String> keys = new TreeSet<>();
    for (CommandLine command : all.getSubcommands().values()) {
      for (OptionSpec option : command.getCommandSpec().options()) {
        if (!NOT_SETTABLE.contains(option.longestName())) {
          keys.add(key(option));
        }
      }
    }
    return keys;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option) || NOT_SETTABLE.contains(option.longestName())) {
      return null;
    }
    String key = key(option);
    String variable = "COVEY_" + key.toUpperCase(Locale.ROOT).replace('-', '_');
    String value = environment.getOrDefault(variable, "");
    if (!value.isEmpty()) {
      return value;
    }
    return isClientsHttp(option) ? null : file.getProperty(key);
  }

  /**
   * Returns whether this is the --http of a command that talks to a running node. In the file,
   * {@code http} is where the node itself listens.
   */
  private static boolean isClientsHttp(OptionSpec option) {
    return option.longestName().equals("--http")
        && option.command().userObject() instanceof ClientCommand;
  }

  private static String key(OptionSpec option) {
    return option.longestName().substring(2);
  }
}
