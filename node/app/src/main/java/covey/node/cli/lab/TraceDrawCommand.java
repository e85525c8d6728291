package covey.node.cli.lab;

import covey.node.cli.command.Command;
import covey.node.cli.command.CommandContext;
import covey.node.runtime.NodeProblem;
import covey.node.trace.Trace;
import covey.node.trace.TraceFile;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey trace draw}: draws a recording. */
@CommandLine.Command(
    name = "draw",
    description = "Draw a recording that 'covey node --trace FILE' or 'covey trace get' wrote.",
    footer = {"", "Example:", "  covey trace draw recording.jsonl --out diagram"})
final class TraceDrawCommand extends Command {
  @Parameters(paramLabel = "FILE", description = "The recording to draw.")
  private Path file = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the diagram, new or empty; default: trace.")
  private Path out = Path.of("trace");

  @Option(names = "--title", paramLabel = "TEXT", description = "Title of the diagram.")
  private String title = "";

  TraceDrawCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem {
    OutputFolder.require(out);
    Trace recording = TraceFile.read(file);
    new TraceFiles(out, screen()).write(title.isEmpty() ? recording : recording.titled(title));
    return DONE;
  }
}
