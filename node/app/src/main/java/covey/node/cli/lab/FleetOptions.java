package covey.node.cli.lab;

import com.google.common.net.HostAndPort;
import covey.node.cli.command.Command;
import covey.node.cli.command.NodeFinder;
import covey.node.cli.text.Address;
import covey.node.compare.Fleet;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Nodes that run already, for `covey compare`. */
final class FleetOptions {
  @Option(
      names = "--on",
      paramLabel = "HOST:PORT,…",
      split = ",",
      converter = Address.class,
      description =
          "With these nodes, which run already on any machines: their HTTP addresses. The first"
              + " shares, the others fetch; the tracker's makes central possible. Their mode,"
              + " limits and shares are put back at the end.")
  private List<HostAndPort> addresses = new ArrayList<>();

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "With --on: the nodes' API tokens, lines of HOST:PORT TOKEN, or one TOKEN for all;"
              + " your own nodes on this machine need none.")
  private @Nullable Path tokenFile;

  /** Whether such nodes are to be used. */
  boolean isGiven() {
    return !addresses.isEmpty();
  }

  /** Finds them, and changes nothing; IOException or NodeProblem in one line if that fails. */
  Fleet find() throws IOException, NodeProblem {
    TokenFile tokens = tokenFile == null ? TokenFile.none() : TokenFile.read(tokenFile);
    List<Fleet.Member> members = new ArrayList<>();
    for (HostAndPort http : addresses) {
      Optional<String> token = tokens.of(http);
      if (token.isEmpty()) {
        token = NodeFinder.tokenOf(http);
      }
      members.add(new Fleet.Member(http, token.isPresent() ? token : tokens.ofAll()));
    }
    return Fleet.find(members);
  }

  /**
   * What the first node shares: a path on its machine. Null for a random file, which can be made if
   * that node is ours and here. Wrong usage if neither can be.
   */
  @Nullable Path path(@Nullable Path given) throws IOException, NodeProblem {
    HostAndPort first = addresses.getFirst();
    boolean here = NodeFinder.tokenOf(first).isPresent();
    if (given == null && !here) {
      throw Command.wrongUsage(
          "a random file can be made for a node of yours on this machine only, and "
              + first
              + " is none; name a path on its machine with --path");
    }
    if (given != null && !here && !given.isAbsolute()) {
      throw Command.wrongUsage("--path is a path on the machine of " + first + ": name it from /");
    }
    if (given != null && here && !Files.exists(given)) {
      throw new NoSuchFileException(given.toString());
    }
    return given;
  }

  /** How many are to fetch if nobody says: 1, 2, 4 .. and all. */
  static List<Integer> numbers(int most) {
    List<Integer> numbers = new ArrayList<>();
    for (int n = 1; n < most; n *= 2) {
      numbers.add(n);
    }
    numbers.add(most);
    return numbers;
  }
}
