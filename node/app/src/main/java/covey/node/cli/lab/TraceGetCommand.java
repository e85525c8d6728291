package covey.node.cli.lab;

import covey.node.cli.command.CommandContext;
import covey.node.cli.share.GetCommand;
import covey.node.client.NodeClient;
import covey.node.runtime.NodeProblem;
import covey.node.trace.Recorder;
import covey.node.trace.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code covey trace get}: downloads a share, and draws what was said for it. */
@CommandLine.Command(
    name = "get",
    description =
        "Download a share as `covey get` does, by a node of its own, and draw what it said and"
            + " heard as a sequence diagram, also if the download fails.",
    footer = {"", "Example:", "  covey trace get covey:mfrg... -o ~/Downloads --out trace"})
final class TraceGetCommand extends GetCommand {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the diagram goes, a new or empty folder; default: trace.")
  private Path out = Path.of("trace");

  private @Nullable Recorder recorder;

  TraceGetCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem, InterruptedException {
    OutputFolder.require(out);
    Recorder made = Recorder.running();
    recorder = made;
    TraceFiles files = new TraceFiles(out, screen());
    // What is opened last is closed first: the node is closed by then.
    AutoCloseable drawing = () -> write(files, made.recording(title()));
    var _ = shutdown().closeAtExit(drawing);
    return super.run();
  }

  private static void write(TraceFiles files, Recording recording) throws IOException {
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
  protected @Nullable Recorder recorder() {
    return recorder;
  }

  private String title() {
    String mode = network().modeWord();
    return "covey get" + (mode.isEmpty() ? "" : ", mode " + mode);
  }
}
