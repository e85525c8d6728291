package covey.node.cli.lab;

import covey.node.cli.command.CommandContext;
import covey.node.cli.share.GetCommand;
import covey.node.client.NodeClient;
import covey.node.runtime.NodeProblem;
import covey.node.trace.Trace;
import covey.node.trace.TraceRecorder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code covey trace get}: downloads a share and draws the messages of the download. */
@CommandLine.Command(
    name = "get",
    description =
        "Download a share as 'covey get --standalone' does, and draw the messages that were sent"
            + " and received as a sequence diagram, even if the download fails.",
    footer = {"", "Example:", "  covey trace get 'covey:mfrg...' -o ~/Downloads --out trace"})
final class TraceGetCommand extends GetCommand {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the diagram, new or empty; default: trace.")
  private Path out = Path.of("trace");

  private @Nullable TraceRecorder recorder;

  TraceGetCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem, InterruptedException {
    OutputFolder.require(out);
    TraceRecorder made = TraceRecorder.running();
    recorder = made;
    TraceFiles files = new TraceFiles(out, screen());
    // Resources close in reverse order: the node, opened later, is closed before this draws.
    AutoCloseable drawing = () -> write(files, made.recording(title()));
    var _ = shutdown().closeAtExit(drawing);
    return super.run();
  }

  private static void write(TraceFiles files, Trace recording) throws IOException {
    if (!recording.events().isEmpty()) {
      files.write(recording);
    }
  }

  @Override
  protected String purpose() {
    return "trace get";
  }

  @Override
  protected Optional<NodeClient> running() {
    return Optional.empty();
  }

  @Override
  protected @Nullable TraceRecorder recorder() {
    return recorder;
  }

  private String title() {
    String mode = network().modeWord();
    return "covey get" + (mode.isEmpty() ? "" : ", mode " + mode);
  }
}
