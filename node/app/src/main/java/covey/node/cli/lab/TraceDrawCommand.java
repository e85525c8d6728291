package covey.node.cli.lab;

import covey.node.cli.command.Command;
import covey.node.cli.command.CommandContext;
import covey.node.runtime.NodeProblem;
import covey.node.trace.Recording;
import covey.node.trace.RecordingFile;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey trace draw}: draws what was recorded before. */
@CommandLine.Command(
    name = "draw",
    description = "Draw the recording of `covey node --trace FILE` or `covey trace get`.",
    footer = {"", "Example:", "  covey trace draw recording.jsonl --out diagram"})
final class TraceDrawCommand extends Command {
  @Parameters(paramLabel = "FILE", description = "The recording.")
  private Path file = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the diagram goes, a new or empty folder; default: trace.")
  private Path out = Path.of("trace");

  @Option(names = "--title", paramLabel = "TEXT", description = "What stands above the diagram.")
  private String title = "";

  TraceDrawCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem {
    OutputFolder.require(out);
    Recording recording = RecordingFile.read(file);
    new TraceFiles(out, screen()).write(title.isEmpty() ? recording : recording.titled(title));
    return DONE;
  }
}
