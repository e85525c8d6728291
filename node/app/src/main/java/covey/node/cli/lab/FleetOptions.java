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

/** The options of {@code covey compare} for measuring with running nodes. */
final class FleetOptions {
  @Option(
      names = "--on",
      paramLabel = "HOST:PORT,...",
      hideParamSyntax = true,
      split = ",",
      converter = Address.class,
      description =
          "Measure with running nodes, on any machines, named by their HTTP addresses. The first"
              + " shares, the others download; include the tracker to measure central. Mode, limits"
              + " and shares are restored at the end.")
  private List<HostAndPort> addresses = new ArrayList<>();

  @Option(names = "--token-file", paramLabel = "FILE", description = TokenFile.OPTION)
  private @Nullable Path tokenFile;

  /** Returns whether --on was given. */
  boolean isGiven() {
    return !addresses.isEmpty();
  }

  /** Finds the nodes without changing them; exceptions have a message for the user. */
  Fleet find() throws IOException, NodeProblem {
    TokenFile tokens = TokenFile.read(tokenFile);
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
   * Returns the path that the first node shares, on its machine, or null for a random file. Throws
   * wrong usage if a random file is impossible, which needs a node of this user on this machine.
   */
  @Nullable Path path(@Nullable Path given) throws IOException, NodeProblem {
    HostAndPort first = addresses.getFirst();
    boolean here = NodeFinder.tokenOf(first).isPresent();
    if (given == null && !here) {
      throw Command.wrongUsage(
          "a random file needs a node of yours on this machine, which "
              + first
              + " is not; name a path on its machine with --path");
    }
    if (given != null && !here && !given.isAbsolute()) {
      throw Command.wrongUsage("--path must be an absolute path on the machine of " + first);
    }
    if (given != null && here && !Files.exists(given)) {
      throw new NoSuchFileException(given.toString());
    }
    return given;
  }

  /** Returns the default numbers of downloading nodes: 1, 2, 4 and so on, and all. */
  static List<Integer> numbers(int most) {
    List<Integer> numbers = new ArrayList<>();
    for (int n = 1; n < most; n *= 2) {
      numbers.add(n);
    }
    numbers.add(most);
    return numbers;
  }
}
