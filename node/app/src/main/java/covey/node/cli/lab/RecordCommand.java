package covey.node.cli.lab;

import com.google.common.net.HostAndPort;
import covey.node.cli.command.Command;
import covey.node.cli.command.CommandContext;
import covey.node.cli.command.NodeFinder;
import covey.node.cli.text.Address;
import covey.node.cli.text.ByteSize;
import covey.node.cli.text.ProgressBar;
import covey.node.cli.text.TerminalText;
import covey.node.cli.text.TimeSpan;
import covey.node.client.NodeClient;
import covey.node.replay.DeploymentRecorder;
import covey.node.replay.RecordingWriter;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.RunningNode;
import covey.node.runtime.RunningNodes;
import covey.node.trace.FigureText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code covey record}: records the activity of a deployment, to replay it in other modes. */
@CommandLine.Command(
    name = "record",
    description =
        "Record which node downloads what, when, and how fast, until Ctrl-C. The recording has no"
            + " content, names or addresses: nodes are n1, n2, trackers t1, shares s1.",
    footer = {
      "",
      "Records all nodes and trackers that this user runs on this machine, now or later,",
      "and those of --on. 'covey compare --replay FILE' simulates the recording in other",
      "modes.",
      "",
      "Example:",
      "  covey record -o last-night.jsonl",
      "  covey record --on 192.0.2.7:7411 --token-file tokens --for 8h -o office.jsonl"
    })
final class RecordCommand extends Command {
  private static final Duration EVERY_MIN = Duration.ofMillis(50);
  private static final Duration EVERY_MAX = Duration.ofHours(1);
  private static final long MAX_BYTES_MIN = 4 << 10;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "File to write, which must not exist: JSON, one change per line.")
  private Path output = Path.of("");

  @Option(
      names = "--on",
      paramLabel = "HOST:PORT,...",
      hideParamSyntax = true,
      split = ",",
      converter = Address.class,
      description = "HTTP addresses of more nodes and trackers.")
  private List<HostAndPort> on = new ArrayList<>();

  @Option(names = "--token-file", paramLabel = "FILE", description = TokenFile.OPTION)
  private @Nullable Path tokenFile;

  @Option(
      names = "--every",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "Interval between two requests to a node, 50ms to 1h; default: 1s.")
  private Duration every = Duration.ofSeconds(1);

  @Option(
      names = "--for",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "Stop after this time.")
  private @Nullable Duration length;

  @Option(
      names = "--max",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description = "Stop before the file becomes larger than this; default: 256MiB.")
  private ByteSize max = ByteSize.parse("256MiB");

  RecordCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem, InterruptedException {
    check(
        every.compareTo(EVERY_MIN) >= 0 && every.compareTo(EVERY_MAX) <= 0,
        "--every must be 50ms to 1h");
    check(length == null || length.isPositive(), "--for must be more than 0");
    check(max.bytes() >= MAX_BYTES_MIN, "--max must be at least 4KiB");
    check(tokenFile == null || !on.isEmpty(), "--token-file needs --on");
    TokenFile tokens = TokenFile.read(tokenFile);
    RecordedNodes nodes = new RecordedNodes(on, tokens);
    shutdown().exitCodeOnSignal(DONE);
    messageOnSignal("covey: recording stopped");
    RecordingWriter out =
        shutdown().closeAtExit(RecordingWriter.create(output, every.toNanos() / 1e9, max.bytes()));
    screen().note("covey: recording to " + TerminalText.line("" + output) + "; Ctrl-C stops it");
    try (ProgressBar bar = new ProgressBar(screen());
        DeploymentRecorder recorder = new DeploymentRecorder(every, watching(nodes, bar), out)) {
      var _ = shutdown().closeAtExit(recorder);
      recorder.run(Optional.ofNullable(length));
    }
    screen().note("covey: recorded " + FigureText.bytes(out.writtenBytes()));
    return DONE;
  }

  private DeploymentRecorder.Environment watching(RecordedNodes nodes, ProgressBar bar) {
    return new DeploymentRecorder.Environment() {
      @Override
      public Map<String, NodeClient> nodes() throws IOException {
        return nodes.now();
      }

      @Override
      public void progress(int nodesThere, int downloadsRunning, long writtenBytes) {
        String counts =
            FigureText.count(nodesThere, "node")
                + ", "
                + FigureText.count(downloadsRunning, "download");
        bar.show("recording", writtenBytes, 0, counts);
      }

      @Override
      public void trouble(String http, String line) {
        bar.end();
        screen().note("covey: cannot record " + http + ": " + TerminalText.line(line));
      }
    };
  }

  /** The nodes to record: those of this user on this machine, and those of --on. */
  private static final class RecordedNodes {
    private final Map<String, NodeClient> named = new HashMap<>();
    private Map<String, RunningNode> running = Map.of();
    private Map<String, NodeClient> here = Map.of();

    RecordedNodes(List<HostAndPort> on, TokenFile tokens) {
      on.forEach(http -> named.put(http.toString(), new NodeClient(http, tokens.forNode(http))));
    }

    Map<String, NodeClient> now() throws IOException {
      Map<String, RunningNode> found = new HashMap<>();
      Map<String, NodeClient> clients = new HashMap<>();
      for (RunningNode node : RunningNodes.ofUser().all()) {
        found.put(node.http(), node);
        NodeClient known = node.equals(running.get(node.http())) ? here.get(node.http()) : null;
        clients.put(node.http(), known == null ? NodeFinder.client(node) : known);
      }
      running = found;
      here = clients;
      Map<String, NodeClient> all = new HashMap<>(clients);
      named.forEach(all::putIfAbsent);
      return all;
    }
  }
}
