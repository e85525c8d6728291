package covey.node.cli;

import covey.node.cli.command.Command;
import covey.node.cli.command.CommandContext;
import covey.node.cli.command.ErrorText;
import covey.node.cli.command.OptionDefaults;
import covey.node.cli.command.ProcessShutdown;
import covey.node.cli.command.UncaughtProblems;
import covey.node.cli.lab.LabCommands;
import covey.node.cli.run.RunCommands;
import covey.node.cli.share.ShareCommands;
import covey.node.cli.text.Screen;
import covey.node.cli.text.TerminalText;
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

/** The main class: runs a command and turns every failure into one line and an exit code. */
@CommandLine.Command(
    name = "covey",
    versionProvider = JarVersion.class,
    description =
        "Moves files between machines, from a server, from peers that a tracker names, or among"
            + " peers alone.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example:",
      "  covey share holiday-photos",
      "",
      "'covey COMMAND --help' describes a command."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:failed; one line on stderr says what, why and what to do",
      "2:wrong usage",
      "3:not found: no such share, name or peer",
      "4:refused: not allowed",
      "5:data is damaged and was not repaired",
      "6:timed out; the same command resumes",
      "130:interrupted; the same command resumes"
    })
public final class Covey implements Runnable {
  private static final Map<String, Function<CommandContext, Command>> COMMANDS = commands();

  private final CommandContext context;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  @SuppressWarnings("UnusedVariable") // read by picocli
  private boolean version;

  private Covey(CommandContext context) {
    this.context = context;
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    UncaughtProblems.install();
    ProcessShutdown shutdown = new ProcessShutdown();
    shutdown.install();
    Map<String, String> environment = System.getenv();
    CommandContext context =
        new CommandContext(Screen.ofProcess(environment), environment, shutdown);
    shutdown.exit(run(List.of(arguments), context));
  }

  /** Runs a command and returns its exit code. */
  static int run(List<String> arguments, CommandContext context) {
    Covey covey = new Covey(context);
    try {
      return covey.commandLine(arguments).execute(arguments.toArray(String[]::new));
    } catch (NodeProblem | IOException | InvalidPathException e) {
      return covey.failed(e, arguments.contains("--verbose"));
    }
  }

  /** Reports wrong usage: a command is required. */
  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        new CommandLine(this), "no command given; 'covey --help' lists the commands");
  }

  private CommandLine commandLine(List<String> arguments) throws IOException, NodeProblem {
    CommandLine line = new CommandLine(this);
    String first = arguments.isEmpty() ? "" : arguments.get(0);
    Function<CommandContext, Command> only = COMMANDS.get(first);
    // Reading the annotations of every command takes longer than most commands run.
    if (only != null) {
      add(line, first, only.apply(context));
    } else {
      addAll(line);
    }
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setOut(new PrintWriter(context.screen().out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(context.screen().err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            context.screen().colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    line.setParameterExceptionHandler(this::wrongUsage);
    line.setExecutionExceptionHandler(
        (e, failing, parsed) ->
            failed(e, failing.getCommand() instanceof Command command && command.isVerbose()));
    if (only != null) {
      line.setDefaultValueProvider(
          new OptionDefaults(context.environment(), settingsFile(arguments, line)));
    }
    return line;
  }

  private Properties settingsFile(List<String> arguments, CommandLine line)
      throws IOException, NodeProblem {
    Path state = OptionDefaults.stateOf(arguments, context.environment());
    if (state == null) {
      CommandLine subcommand = line.getSubcommands().values().iterator().next();
      Command command = subcommand.getCommand();
      state = context.defaultState(command.stateName());
    }
    if (!Files.isRegularFile(state.resolve(OptionDefaults.FILE))) {
      return new Properties();
    }
    CommandLine all = new CommandLine(this);
    addAll(all);
    return OptionDefaults.read(state, OptionDefaults.keys(all));
  }

  private void addAll(CommandLine line) {
    COMMANDS.forEach((name, make) -> add(line, name, make.apply(context)));
  }

  private static void add(CommandLine line, String name, Command command) {
    CommandLine made = new CommandLine(command);
    line.addSubcommand(name, made);
    command.commands().forEach((inner, one) -> add(made, inner, one));
    made.getCommandSpec().usageMessage().customSynopsis(CommandSynopsis.of(made.getCommandSpec()));
  }

  private int wrongUsage(CommandLine.ParameterException e, String[] arguments) {
    String command = e.getCommandLine().getCommandSpec().qualifiedName();
    context.screen().note("covey: " + TerminalText.line(e.getMessage()));
    context.screen().note("Try '" + command + " --help'.");
    return ExitCode.USAGE;
  }

  private int failed(Exception e, boolean verbose) {
    if (context.shutdown().isSignalled()) {
      return ExitCode.SOFTWARE;
    }
    if (verbose) {
      e.printStackTrace(context.screen().err());
    }
    return switch (e) {
      case NodeProblem problem -> {
        context.screen().note("covey: " + TerminalText.line(problem.getMessage()));
        yield problem.kind().exitCode();
      }
      case IOException environment -> {
        context.screen().note("covey: " + TerminalText.line(ErrorText.line(environment)));
        yield ExitCode.SOFTWARE;
      }
      case InvalidPathException path -> {
        context.screen().note("covey: invalid path: " + TerminalText.line(path.getMessage()));
        yield ExitCode.USAGE;
      }
      default -> {
        context
            .screen()
            .note(
                "covey: internal error: "
                    + TerminalText.line(e.toString())
                    + "; please report it with the output of --verbose");
        yield ExitCode.SOFTWARE;
      }
    };
  }

  private static Map<String, Function<CommandContext, Command>> commands() {
    Map<String, Function<CommandContext, Command>> commands =
        new LinkedHashMap<>(ShareCommands.byName());
    commands.putAll(RunCommands.byName());
    commands.putAll(LabCommands.byName());
    commands.put("train", TrainCommand::new);
    return commands;
  }

  /** Returns the names of all commands, in the order in which help lists them. */
  static List<String> names() {
    return new ArrayList<>(COMMANDS.keySet());
  }

  /** Returns the parser of all commands, for the documentation. */
  static CommandLine allCommands(CommandContext context) {
    Covey covey = new Covey(context);
    CommandLine line = new CommandLine(covey);
    covey.addAll(line);
    return line;
  }
}
