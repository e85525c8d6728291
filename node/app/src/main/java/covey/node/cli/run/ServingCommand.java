package covey.node.cli.run;

import com.google.common.net.HostAndPort;
import covey.node.cli.command.Command;
import covey.node.cli.command.CommandContext;
import covey.node.cli.text.Address;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeSettings;
import covey.node.trace.TraceFileWriter;
import covey.node.trace.TraceRecorder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** A command that serves until a signal arrives. */
abstract class ServingCommand extends Command {
  @Option(
      names = "--http",
      paramLabel = "HOST:PORT",
      converter = Address.class,
      description = "Address of the HTTP API; port 0 picks a free port. Default: loopback.")
  private @Nullable HostAndPort http;

  @Option(
      names = "--ready-file",
      paramLabel = "FILE",
      description = "Write a JSON file with id, addresses and process id once ready.")
  private @Nullable Path readyFile;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "Record the messages that this node sends and receives, without content, for"
              + " 'covey trace draw'.")
  private @Nullable Path trace;

  ServingCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected String logLevel() {
    return "WARN";
  }

  /** Starts the service, prints the ready line, runs {@code then} and waits for a signal. */
  final int serve(NodeSettings settings, int defaultHttpPort, AfterStart then)
      throws IOException, NodeProblem, InterruptedException {
    HostAndPort address = http == null ? HostAndPort.fromParts("127.0.0.1", defaultHttpPort) : http;
    TraceRecorder recorder = recorder();
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

  private @Nullable TraceRecorder recorder() throws IOException {
    if (trace == null) {
      return null;
    }
    TraceRecorder recorder = TraceRecorder.forFile();
    var _ = shutdown().closeAtExit(TraceFileWriter.open(recorder, trace));
    return recorder;
  }

  /** Ends this process when its parent ends, even if the parent is killed. */
  private static void endWithInput() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The same as the end of the input.
    }
    System.exit(DONE);
  }

  /** Runs once the service is ready. */
  interface AfterStart {
    void run(RunningService service) throws IOException, NodeProblem, InterruptedException;
  }
}
