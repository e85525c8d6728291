package covey.node.cli;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes docs/cli.md from the commands' own definitions. */
final class CommandReference {
  private static final String EXAMPLE = "Example:";

  private static final String PREFACE =
      """
      # Command line

      This page is generated from the definitions of the commands; do not edit it. To update it, run

          mvn -q -pl node/app -am test -Dtest=CommandReferenceTest -Dcovey.docs.write \\
            -Dsurefire.failIfNoSpecifiedTests=false

      Results go to stdout, progress and logs to stderr. Every option can also be set in an environment
      variable (`--up` is `COVEY_UP`) and in the file `covey.properties` in the state folder (`up = 20Mbit`).
      The command line takes precedence over the environment, and the environment over the file.

      A RATE is `20Mbit`, `2.5MB` (per second) or `0` for no limit, a SIZE `64MiB`, a TIME `30s`, `5m` or
      `1h30m`. A list such as `HOST:PORT,...` has commas between its elements.

      """;

  private final StringBuilder page = new StringBuilder(PREFACE);

  private CommandReference() {}

  /** Returns the page about this command and its visible subcommands. */
  static String of(CommandLine covey) {
    CommandReference reference = new CommandReference();
    reference.overview(covey);
    reference.commands(covey);
    return reference.page.toString();
  }

  private void overview(CommandLine covey) {
    line("| command | purpose |");
    line("| --- | --- |");
    for (CommandLine command : visible(covey)) {
      String name = command.getCommandName();
      line("| [" + name + "](#covey-" + name + ") | " + cell(description(command)) + " |");
    }
    line("");
    line("## Exit codes");
    line("");
    line("| code | meaning |");
    line("| --- | --- |");
    Map<String, String> codes = covey.getCommandSpec().usageMessage().exitCodeList();
    codes.forEach((code, meaning) -> line("| " + code + " | " + cell(meaning) + " |"));
    line("");
  }

  private void commands(CommandLine parent) {
    for (CommandLine command : visible(parent)) {
      CommandSpec spec = command.getCommandSpec();
      line("## " + spec.qualifiedName());
      line("");
      line(description(command));
      line("");
      line("    " + CommandSynopsis.of(spec));
      line("");
      arguments(spec);
      footer(spec);
      commands(command);
    }
  }

  private void arguments(CommandSpec spec) {
    line("| argument | description |");
    line("| --- | --- |");
    for (PositionalParamSpec parameter : spec.positionalParameters()) {
      argument(parameter.paramLabel(), parameter);
    }
    spec.options().stream()
        .filter(option -> !option.hidden())
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .forEach(option -> argument(names(option), option));
    line("");
  }

  private void argument(String names, ArgSpec argument) {
    String description =
        String.join(" ", argument.description())
            .replace("${DEFAULT-VALUE}", String.valueOf(argument.initialValue()));
    line("| `" + names.replace("|", "\\|") + "` | " + cell(description) + " |");
  }

  private static String names(OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .map(name -> option.negatable() ? name.replace("--no-", "--[no-]") : name)
            .collect(Collectors.joining(", "));
    return option.arity().max() == 0 ? names : names + " " + option.paramLabel();
  }

  private void footer(CommandSpec spec) {
    List<String> lines =
        Arrays.stream(spec.usageMessage().footer()).map(text -> text.formatted()).toList();
    int example = lines.indexOf(EXAMPLE);
    if (example < 0) {
      throw new IllegalStateException(spec.qualifiedName() + " has no example in its help");
    }
    String text = String.join(" ", lines.subList(0, example)).strip();
    if (!text.isEmpty()) {
      line(text);
      line("");
    }
    line(EXAMPLE);
    line("");
    lines.subList(example + 1, lines.size()).forEach(command -> line("    " + command.strip()));
    line("");
  }

  private static List<CommandLine> visible(CommandLine parent) {
    return parent.getSubcommands().values().stream()
        .filter(command -> !command.getCommandSpec().usageMessage().hidden())
        .toList();
  }

  private static String description(CommandLine command) {
    return new Help(command.getCommandSpec(), Help.defaultColorScheme(Help.Ansi.OFF))
        .description()
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String cell(String text) {
    return text.replaceAll("([|*<_])", "\\\\$1");
  }

  private void line(String line) {
    page.append(line).append('\n');
  }
}
