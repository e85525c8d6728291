package covey.node.cli.run;

import com.google.common.net.HostAndPort;
import covey.node.cli.text.Address;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option without which a process listens on loopback only. */
final class ListenPolicy {
  @Option(
      names = "--open",
      fallbackValue = "true",
      description = "Let anyone who can reach this machine connect.")
  private boolean open;

  /** Returns the address to listen on; throws NodeProblem if it needs --open. */
  HostAndPort address(@Nullable HostAndPort asked, int defaultPort)
      throws IOException, NodeProblem {
    if (asked == null) {
      return HostAndPort.fromParts(open ? "0.0.0.0" : "127.0.0.1", defaultPort);
    }
    try {
      if (open || Address.isLoopback(asked)) {
        return asked;
      }
    } catch (UnknownHostException e) {
      throw new IOException("cannot listen on " + asked + ": unknown host name", e);
    }
    throw new NodeProblem(
        NodeProblem.Kind.REFUSED,
        "refusing to listen on "
            + asked
            + ": anyone who can reach this address could connect; add --open to allow it");
  }
}
