package covey.node.cli.lab;

import covey.node.cli.command.Command;
import covey.node.cli.command.CommandContext;
import covey.node.cli.text.ProgressBar;
import covey.node.cli.text.Table;
import covey.node.cli.text.TerminalText;
import covey.node.compare.Comparison;
import covey.node.compare.ComparisonSettings;
import covey.node.compare.Extrapolation;
import covey.node.compare.Fleet;
import covey.node.compare.RealRunCalibration;
import covey.node.compare.Results;
import covey.node.compare.RunResult;
import covey.node.compare.SimulatedResult;
import covey.node.compare.SkippedMode;
import covey.node.compare.UpdateResult;
import covey.node.report.Report;
import covey.node.report.ResultsFile;
import covey.node.report.Summary;
import covey.node.runtime.NodeProblem;
import covey.node.trace.FigureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code covey compare}: measures the same download in every mode. */
@CommandLine.Command(
    name = "compare",
    description =
        "Measure with real nodes what each mode costs and which failures it survives, and write a"
            + " report.",
    footer = {
      "",
      "Failures are server@50%%, server@50%%+10s, tracker@30%%, publisher@1copy,",
      "nodes=25%%@50%%, freeze=1@50%%, partition@30%%+10s, corrupt=1, slow=2:1Mbit and",
      "mode=p2p@50%%. With +10s the failure is repaired after that time; partition needs",
      "--hosts netns.",
      "",
      "Example:",
      "  covey compare",
      "  covey compare --nodes 1,4,8 --size 64MiB --fail publisher@1copy --out lab",
      "  covey compare --nodes 8 --update --path ./dataset --changed 5%%",
      "  covey compare --on a:7411,b:7411,tracker:7401 --path /data/set",
      "  covey compare --replay last-night.jsonl --modes tracker,p2p"
    })
final class CompareCommand extends Command {
  @Mixin private CompareOptions options = new CompareOptions();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the report, new or empty; default: report.")
  private Path out = Path.of("report");

  @Option(
      names = "--report",
      paramLabel = "DIR",
      description = "Measure nothing; write the report in DIR again from its results.json.")
  private @Nullable Path report;

  @Option(
      names = "--replay",
      paramLabel = "FILE",
      description = "Measure nothing; simulate a recording of 'covey record' in other modes.")
  private @Nullable Path replay;

  @Option(names = "--json", description = "Print the JSON of results.json instead of text.")
  private boolean json;

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  CompareCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem, InterruptedException {
    Path again = report;
    Path recorded = replay;
    if (recorded != null) {
      return replay(recorded);
    }
    if (again == null) {
      return compare();
    }
    Results read = ResultsFile.read(again.resolve("results.json"));
    Report.write(again, read);
    show(again, read);
    return DONE;
  }

  private int replay(Path recorded) throws IOException, NodeProblem, InterruptedException {
    ReplayComparison replaying = new ReplayComparison(options, given());
    OutputFolder.require(out);
    Results results = replaying.of(recorded, typed(), screen());
    Files.createDirectories(out);
    Report.write(out, results);
    show(out, results);
    screen().note("covey: report written to " + out.resolve("index.html"));
    return DONE;
  }

  private int compare() throws IOException, NodeProblem, InterruptedException {
    var _ = options.settings(Path.of(""));
    OutputFolder.require(out);
    Optional<Fleet> fleet =
        options.running().isGiven() ? Optional.of(options.running().find()) : Optional.empty();
    Path home = Files.createTempDirectory("covey-compare-").toRealPath();
    AutoCloseable tidying = () -> Comparison.delete(home);
    var _ = shutdown().closeAtExit(tidying);
    ComparisonSettings settings = with(home, fleet);
    Results results;
    try (ProgressBar bar = new ProgressBar(screen())) {
      Comparison comparison =
          fleet.isPresent()
              ? Comparison.with(fleet.get(), settings, home, watcher(bar))
              : new Comparison(settings, home, watcher(bar));
      results = measure(comparison, settings);
    }
    show(out, results);
    screen().note("covey: report written to " + out.resolve("index.html"));
    return DONE;
  }

  private Results measure(Comparison comparison, ComparisonSettings settings)
      throws IOException, NodeProblem, InterruptedException {
    // Resources close in reverse order: the report is written after the nodes have stopped.
    ReportWriter end = shutdown().closeAtExit(new ReportWriter(out, typed(), settings, comparison));
    AutoCloseable hurriedBySignals =
        () -> {
          if (shutdown().isSignalled()) {
            comparison.hurry();
          }
          comparison.close();
        };
    var _ = shutdown().closeAtExit(hurriedBySignals);
    try {
      comparison.run();
    } catch (IOException | NodeProblem e) {
      tidyAfter(comparison);
      throw e;
    }
    comparison.close();
    if (!options.simulated().isEmpty()) {
      List<SimulatedResult> simulated =
          Extrapolation.of(
              options.simulated(),
              comparison.sizeBytes(),
              settings.links(),
              (nodes, arrival, method) ->
                  screen()
                      .note(
                          "simulating "
                              + FigureText.count(nodes, "node")
                              + ", "
                              + arrival
                              + ", by "
                              + method));
      end.add(
          RealRunCalibration.calibrate(
              simulated, comparison.runs(), comparison.sizeBytes(), settings.links()));
    }
    return end.write();
  }

  /** Closes after a failure, and prints what could not be restored. */
  private void tidyAfter(Comparison comparison) {
    try {
      comparison.close();
    } catch (IOException e) {
      screen().note("covey: " + TerminalText.line(e.getMessage()));
    }
  }

  private ComparisonSettings with(Path home, Optional<Fleet> fleet)
      throws IOException, NodeProblem {
    Path given = fleet.isPresent() ? options.running().path(options.path()) : options.path();
    Path shared =
        given == null
            ? Comparison.randomFile(home.resolve("random.bin"), options.sizeBytes())
            : given.toAbsolutePath().normalize();
    return fleet.isPresent()
        ? options.settings(shared, fleet.get().size())
        : options.settings(shared);
  }

  private String typed() {
    CommandLine.Model.CommandSpec known = spec;
    List<String> arguments =
        known == null ? List.of() : known.commandLine().getParseResult().originalArgs();
    // The arguments of a subcommand start with its name if it was typed on the command line.
    String typed = String.join(" ", arguments);
    return typed.startsWith("compare") ? "covey " + typed : ("covey compare " + typed).strip();
  }

  /** Returns a test for the options that were given. */
  private Predicate<String> given() {
    CommandLine.Model.CommandSpec known = spec;
    return option -> known != null && known.commandLine().getParseResult().hasMatchedOption(option);
  }

  private Comparison.Watcher watcher(ProgressBar bar) {
    return new Comparison.Watcher() {
      @Override
      public void progress(String run, long haveBytes, long allBytes) {
        bar.show(run, haveBytes, allBytes, "");
      }

      @Override
      public void done(RunResult run) {
        if (!json) {
          bar.end();
          screen().note(line(run));
        }
      }

      @Override
      public void updated(UpdateResult update) {
        if (!json) {
          bar.end();
          screen().note(line(update));
        }
      }

      @Override
      public void skipped(SkippedMode mode) {
        bar.end();
        screen().note(TerminalText.line("%-8s skipped: %s".formatted(mode.mode(), mode.reason())));
      }
    };
  }

  private static String line(RunResult run) {
    Double last = run.lastSeconds();
    String time =
        last == null
            ? "no node completed"
            : String.format(
                Locale.ROOT,
                "%.2f s, bound %.2f, ratio %.2f",
                last,
                run.completion().boundSeconds(),
                last / run.completion().boundSeconds());
    String complete =
        run.isComplete() ? "" : ", " + run.completed() + " of " + run.nodes() + " completed";
    String failure = run.failure().isEmpty() ? "" : " " + run.failure();
    return "%-8s %s%s: %s%s"
        .formatted(run.mode(), FigureText.count(run.nodes(), "node"), failure, time, complete);
  }

  private static String line(UpdateResult update) {
    Double last = update.lastSeconds();
    return String.format(
        Locale.ROOT,
        "%-8s %s, update: %s, %s of %s changed, %s transferred",
        update.mode(),
        FigureText.count(update.nodes(), "node"),
        last == null ? "no node completed" : String.format(Locale.ROOT, "%.2f s", last),
        FigureText.bytes(update.change().changedBytes()),
        FigureText.bytes(update.change().sizeBytes()),
        FigureText.bytes(update.movedBytes()));
  }

  private void show(Path dir, Results results) throws IOException {
    if (json) {
      screen().out().println(Files.readString(dir.resolve("results.json")).strip());
      return;
    }
    Summary summary = Summary.of(results);
    print(summary);
    print(Summary.ofUpdates(results));
    summary.verdict().forEach(this::say);
  }

  private void print(Summary summary) {
    if (!summary.rows().isEmpty()) {
      Table table = new Table(summary.headings().toArray(String[]::new));
      summary.rows().forEach(row -> table.row(row.toArray(String[]::new)));
      table.print(screen().out());
    }
  }
}
