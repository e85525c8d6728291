package covey.node.cli.run;

import covey.node.cli.command.CommandContext;
import covey.node.cli.command.ReadingCommand;
import covey.node.cli.text.StatusText;
import covey.node.cli.text.TimeSpan;
import covey.node.client.NodeClient;
import covey.node.modes.Mode;
import covey.node.runtime.ModeStatus;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code covey mode}: shows or switches the mode. */
@CommandLine.Command(
    name = "mode",
    description = {
      "Show the node's mode, or switch it while downloads go on.",
      "Returns once the node has switched; with --deployment, once all known nodes have."
    },
    footer = {"", "Example:", "  covey mode p2p --deployment"})
final class ModeCommand extends ReadingCommand {
  private static final long POLL_MILLIS = 200;

  @Parameters(arity = "0..1", paramLabel = "MODE", description = "central, tracker, p2p or auto.")
  private @Nullable String wanted;

  @Option(
      names = "--deployment",
      fallbackValue = "true",
      description = "Switch all nodes, not only this one.")
  private boolean deployment;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "With --deployment, how long to wait for the other nodes; default: 1m.")
  private Duration timeout = Duration.ofMinutes(1);

  ModeCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem, InterruptedException {
    if (wanted != null) {
      switchTo(wanted);
      return DONE;
    }
    if (deployment) {
      throw wrongUsage("--deployment needs a mode: central, tracker, p2p or auto");
    }
    NodeClient node = node();
    if (isJson()) {
      say(node.read("mode"));
    } else {
      StatusText.mode(node.mode(), screen().out());
    }
    return DONE;
  }

  private void switchTo(String word) throws IOException, NodeProblem, InterruptedException {
    if (Mode.of(word).isEmpty()) {
      throw wrongUsage("unknown mode '" + word + "': expected central, tracker, p2p or auto");
    }
    NodeClient node = node();
    ModeStatus status = node.switchMode(word, deployment);
    if (deployment) {
      status = awaitAll(node, status);
    }
    if (isJson()) {
      say(node.read("mode"));
    } else {
      screen().out().println(status.mode());
    }
  }

  private ModeStatus awaitAll(NodeClient node, ModeStatus ordered)
      throws IOException, NodeProblem, InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    ModeStatus now = ordered;
    String said = "";
    while (!now.waiting().isEmpty()) {
      String line = StatusText.progress(now);
      if (!line.equals(said)) {
        screen().note(line);
        said = line;
      }
      if (System.nanoTime() - end > 0) {
        throw new NodeProblem(
            NodeProblem.Kind.TIMED_OUT,
            line + "; they will switch when they reconnect ('covey mode' shows it)");
      }
      Thread.sleep(POLL_MILLIS);
      now = node.mode();
    }
    screen().note(StatusText.progress(now));
    return now;
  }
}
