package covey.node.cli.lab;

import static covey.node.cli.command.Command.check;

import covey.node.cli.text.Rate;
import covey.node.compare.LinkRates;
import covey.node.replay.LinkAssumptions;
import covey.node.runtime.NodeProblem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for links of nodes and of a server, besides --up. */
final class ServedLinkOptions extends LinkOptions {
  @Option(
      names = "--server-up",
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = "Uplink of the server, or of the publisher without a server; default: as --up.")
  private @Nullable Rate serverUp;

  /** Returns the links of nodes with this uplink; throws wrong usage if an uplink is 0. */
  LinkRates rates(Rate up, Duration latency) throws NodeProblem {
    return new LinkRates(
            up.bytesPerSecond(),
            serverUpOr(up.bytesPerSecond()),
            downBytesPerSecond(),
            latency.toNanos() / 1e9)
        .withUps(upsBytesPerSecond());
  }

  /** Returns the links for nodes whose links a recording lacks; {@code up} is 0 if not given. */
  LinkAssumptions assumptions(long up) throws NodeProblem {
    return new LinkAssumptions(up, serverUpOr(0), downBytesPerSecond());
  }

  private long serverUpOr(long otherwise) throws NodeProblem {
    Rate given = serverUp;
    check(given == null || given.bytesPerSecond() > 0, "--server-up must be more than 0");
    return given == null ? otherwise : given.bytesPerSecond();
  }
}
