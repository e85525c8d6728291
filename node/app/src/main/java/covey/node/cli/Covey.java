package covey.node.cli;

import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** The program: chooses the command, and turns every failure into one line and an exit code. */
@CommandLine.Command(
    name = "covey",
    versionProvider = Version.class,
    description = "Moves files between machines: client-server, by tracker, or peer-to-peer.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example:",
      "  covey share holiday-photos",
      "",
      "covey COMMAND --help shows more."
    })
public final class Covey implements Runnable {
  private static final Map<String, Function<Surroundings, Command>> COMMANDS = commands();

  private final Surroundings surroundings;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and end.")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and end.")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean version;

  private Covey(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    Ending ending = new Ending();
    ending.install();
    Map<String, String> environment = System.getenv();
    Surroundings surroundings =
        new Surroundings(Screen.ofProcess(environment), environment, ending);
    ending.exit(run(List.of(arguments), surroundings));
  }

  /** Runs a command and returns its exit code. */
  static int run(List<String> arguments, Surroundings surroundings) {
    Covey covey = new Covey(surroundings);
    try {
      return covey.commandLine(arguments).execute(arguments.toArray(String[]::new));
    } catch (NodeProblem | IOException | InvalidPathException e) {
      return covey.failed(e, arguments.contains("--verbose"));
    }
  }

  /** Without a command: the overview. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        new CommandLine(this), "no command given; covey --help shows them");
  }

  private CommandLine commandLine(List<String> arguments) throws IOException, NodeProblem {
    CommandLine line = new CommandLine(this);
    String first = arguments.isEmpty() ? "" : arguments.get(0);
    Function<Surroundings, Command> only = COMMANDS.get(first);
    // Reading the annotations of all commands takes longer than most commands do.
    if (only != null) {
      add(line, first, only.apply(surroundings));
    } else {
      addAll(line);
    }
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(surroundings.screen().out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(surroundings.screen().err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            surroundings.screen().colours()
                ? CommandLine.Help.Ansi.ON
                : CommandLine.Help.Ansi.OFF));
    line.setParameterExceptionHandler(this::wrongUsage);
    line.setExecutionExceptionHandler(
        (e, failing, parsed) ->
            failed(e, failing.getCommand() instanceof Command command && command.isVerbose()));
    if (only != null) {
      line.setDefaultValueProvider(
          new Defaults(surroundings.environment(), settingsFile(arguments, line)));
    }
    return line;
  }

  private Properties settingsFile(List<String> arguments, CommandLine line)
      throws IOException, NodeProblem {
    Path state = Defaults.stateOf(arguments, surroundings.environment());
    if (state == null) {
      CommandLine subcommand = line.getSubcommands().values().iterator().next();
      Command command = subcommand.getCommand();
      state = surroundings.defaultState(command.stateName());
    }
    if (!Files.isRegularFile(state.resolve(Defaults.FILE))) {
      return new Properties();
    }
    CommandLine all = new CommandLine(this);
    addAll(all);
    return Defaults.read(state, Defaults.keys(all));
  }

  private void addAll(CommandLine line) {
    COMMANDS.forEach((name, make) -> add(line, name, make.apply(surroundings)));
  }

  private static void add(CommandLine line, String name, Command command) {
    CommandLine made = new CommandLine(command);
    command.commands().forEach((inner, one) -> add(made, inner, one));
    line.addSubcommand(name, made);
  }

  private int wrongUsage(CommandLine.ParameterException e, String[] arguments) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    surroundings.screen().note("covey: " + Plain.line(e.getMessage()));
    surroundings.screen().note("Try '" + command + " --help'.");
    return ExitCode.USAGE;
  }

  private int failed(Exception e, boolean verbose) {
    if (surroundings.ending().isSignalled()) {
      return ExitCode.SOFTWARE;
    }
    if (verbose) {
      e.printStackTrace(surroundings.screen().err());
    }
    return switch (e) {
      case NodeProblem problem -> {
        surroundings.screen().note("covey: " + Plain.line(problem.getMessage()));
        yield problem.kind().exitCode();
      }
      case IOException environment -> {
        surroundings.screen().note("covey: " + Plain.line(Failures.line(environment)));
        yield ExitCode.SOFTWARE;
      }
      case InvalidPathException path -> {
        surroundings.screen().note("covey: not a path: " + Plain.line(path.getMessage()));
        yield ExitCode.USAGE;
      }
      default -> {
        surroundings
            .screen()
            .note(
                "covey: a bug: "
                    + Plain.line(e.toString())
                    + "; please report it with what --verbose shows");
        yield ExitCode.SOFTWARE;
      }
    };
  }

  private static Map<String, Function<Surroundings, Command>> commands() {
    Map<String, Function<Surroundings, Command>> commands = new LinkedHashMap<>();
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
    commands.put("simulate", SimulateCommand::new);
    commands.put("plan", PlanCommand::new);
    commands.put("mode", ModeCommand::new);
    commands.put("node", NodeCommand::new);
    commands.put("tracker", TrackerCommand::new);
    commands.put("demo", DemoCommand::new);
    commands.put("compare", CompareCommand::new);
    commands.put("record", RecordCommand::new);
    commands.put("trace", TraceCommand::new);
    commands.put("train", TrainCommand::new);
    return commands;
  }

  /** The names of all commands. */
  static List<String> names() {
    return new ArrayList<>(COMMANDS.keySet());
  }
}
