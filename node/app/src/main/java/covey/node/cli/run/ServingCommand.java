package covey.node.cli.run;

import com.google.common.net.HostAndPort;
import covey.node.cli.command.Command;
import covey.node.cli.command.CommandContext;
import covey.node.cli.text.Address;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeSettings;
import covey.node.trace.LiveFile;
import covey.node.trace.Recorder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that runs until a signal comes. */
abstract class ServingCommand extends Command {
  @Option(
      names = "--http",
      paramLabel = "HOST:PORT",
      converter = Address.class,
      description = "Where the HTTP API listens; port 0 takes a free one. Default: loopback.")
  private @Nullable HostAndPort http;

  @Option(
      names = "--ready-file",
      paramLabel = "FILE",
      description = "Write the ready line as JSON to this file.")
  private @Nullable Path readyFile;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "Record in FILE what this node says and hears, not the content; `covey trace draw` draws"
              + " it.")
  private @Nullable Path trace;

  ServingCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected String logLevel() {
    return "WARN";
  }

  /** Starts, says so, does {@code then}, and serves until a signal comes. */
  final int serve(NodeSettings settings, int defaultHttpPort, AfterStart then)
      throws IOException, NodeProblem, InterruptedException {
    HostAndPort address = http == null ? HostAndPort.fromParts("127.0.0.1", defaultHttpPort) : http;
    Recorder recorder = recorder();
    RunningService service =
        shutdown().closeAtExit(RunningService.start(settings, address, recorder));
    shutdown().exitCodeOnSignal(DONE);
    ReadyMessage ready =
        new ReadyMessage(
            settings.role().name().toLowerCase(java.util.Locale.ROOT),
            service.node().id(),
            service.node().listen().toString(),
            service.http().toString());
    say(ready.line());
    if (readyFile != null) {
      ready.write(readyFile);
    }
    if (Boolean.getBoolean("covey.endWithInput")) {
      Thread.ofPlatform().daemon().name("covey-input").start(ServingCommand::endWithInput);
    }
    then.run(service);
    shutdown().awaitSignal();
    return DONE;
  }

  private @Nullable Recorder recorder() throws IOException {
    if (trace == null) {
      return null;
    }
    Recorder recorder = Recorder.forFile();
    var _ = shutdown().closeAtExit(LiveFile.open(recorder, trace, ""));
    return recorder;
  }

  /** A process that was started by another ends with it, even if that one was killed. */
  private static void endWithInput() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // As good as an end.
    }
    System.exit(DONE);
  }

  /** What is done once the service is ready. */
  interface AfterStart {
    void run(RunningService service) throws IOException, NodeProblem, InterruptedException;
  }
}
