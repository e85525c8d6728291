package covey.node.cli.lab;

import covey.node.cli.command.Command;
import covey.node.cli.text.Screen;
import covey.node.compare.LinkRates;
import covey.node.compare.Machine;
import covey.node.compare.Replayed;
import covey.node.compare.Results;
import covey.node.replay.Links;
import covey.node.replay.RecordingReader;
import covey.node.replay.Replay;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;

/** {@code covey compare --replay}: what was recorded, in other modes. */
final class ReplayComparison {
  /** What goes with it; whatever else `compare` takes asks for runs of real nodes. */
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
  private final Links links;

  /** With the options that were typed; wrong usage if one does not go with it. */
  ReplayComparison(CompareOptions options, Predicate<String> given) throws NodeProblem {
    List<String> others = OF_REAL_RUNS.stream().filter(given).toList();
    if (!others.isEmpty()) {
      throw Command.wrongUsage(
          "--replay runs no nodes, so it does not go with " + String.join(", ", others));
    }
    modes = options.modes();
    links = options.linksIfGiven(given.test("--up"));
  }

  /** Replays a file; the exceptions' messages are one line for people. */
  Results of(Path file, String command, Screen screen) throws IOException, InterruptedException {
    Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Replayed replayed =
        Replay.of(
            RecordingReader.read(file),
            modes,
            links,
            (mode, share, nodes) ->
                screen.note(mode + ": " + share + " among " + nodes + " nodes, by the simulator"));
    return Results.ofReplay(
        new Results.Provenance(command, Version.NUMBER, Machine.words(), started.toString(), true),
        new LinkRates(
            links.upBytesPerSecond(),
            links.serverUpBytesPerSecond(),
            links.downBytesPerSecond(),
            0,
            List.of()),
        replayed);
  }
}
