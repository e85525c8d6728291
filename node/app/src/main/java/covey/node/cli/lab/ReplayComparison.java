package covey.node.cli.lab;

import covey.node.cli.command.Command;
import covey.node.cli.text.Screen;
import covey.node.compare.LinkRates;
import covey.node.compare.MachineInfo;
import covey.node.compare.ReplayResult;
import covey.node.compare.Results;
import covey.node.replay.LinkAssumptions;
import covey.node.replay.RecordingReader;
import covey.node.replay.Replay;
import covey.node.runtime.CoveyVersion;
import covey.node.runtime.NodeProblem;
import covey.node.trace.FigureText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;

/** {@code covey compare --replay}: simulates a recording in other modes. */
final class ReplayComparison {
  /** Options that need runs of real nodes. */
  private static final List<String> OF_REAL_RUNS =
      List.of(
          "--nodes",
          "--size",
          "--path",
          "--latency",
          "--ups",
          "--update",
          "--changed",
          "--on",
          "--token-file",
          "--repeat",
          "--fail",
          "--no-fail",
          "--hosts",
          "--simulate",
          "--report");

  private final List<String> modes;
  private final LinkAssumptions links;

  /** Throws wrong usage if an option was given that needs real nodes. */
  ReplayComparison(CompareOptions options, Predicate<String> given) throws NodeProblem {
    List<String> others = OF_REAL_RUNS.stream().filter(given).toList();
    if (!others.isEmpty()) {
      throw Command.wrongUsage("--replay runs no nodes; remove " + String.join(", ", others));
    }
    modes = options.modes();
    links = options.linksIfGiven(given.test("--up"));
  }

  /** Replays a recording; exceptions have a message for the user. */
  Results of(Path file, String command, Screen screen) throws IOException, InterruptedException {
    Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    ReplayResult replayed =
        Replay.of(
            RecordingReader.read(file),
            modes,
            links,
            (mode, share, nodes) ->
                screen.note(
                    mode + ": simulating " + share + " among " + FigureText.count(nodes, "node")));
    return Results.ofReplay(
        new Results.Provenance(
            command, CoveyVersion.NUMBER, MachineInfo.words(), started.toString(), true),
        new LinkRates(
            links.upBytesPerSecond(),
            links.serverUpBytesPerSecond(),
            links.downBytesPerSecond(),
            0,
            List.of()),
        replayed);
  }
}
