package covey.node.cli.run;

import com.google.common.net.HostAndPort;
import covey.node.cli.command.Command;
import covey.node.cli.text.Address;
import covey.node.cli.text.Rate;
import covey.node.modes.Mode;
import covey.node.runtime.DirectorySettings;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of commands that start a node: its addresses, its network, its rate limits. */
public final class NetworkOptions {
  /** The description of the option --up. */
  public static final String UP = "Upload limit: 20Mbit, 2.5MB (per second), 0 for no limit.";

  /** The description of the option --down. */
  public static final String DOWN = "Download limit, as for --up.";

  /** Multicast group and port with which members on one network find each other. */
  static final String MULTICAST = "239.255.74.10:7409";

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = Address.class,
      description =
          "Address on which to accept connections from other nodes; port 0 picks a free port."
              + " Default: loopback, with --open all addresses.")
  private @Nullable HostAndPort listen;

  @Option(
      names = "--no-listen",
      fallbackValue = "true",
      description =
          "Accept no connections; use it on a machine that other nodes cannot reach anyway.")
  private boolean noListen;

  @Mixin private ListenPolicy policy = new ListenPolicy();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "central, tracker, p2p or auto; default: auto with --tracker, else p2p.")
  private @Nullable String mode;

  @Option(
      names = "--tracker",
      paramLabel = "HOST:PORT,...",
      hideParamSyntax = true,
      split = ",",
      converter = Address.class,
      description = "Trackers; the node uses the first that answers.")
  private List<HostAndPort> trackers = new ArrayList<>();

  @Option(
      names = "--join",
      paramLabel = "HOST:PORT,...",
      hideParamSyntax = true,
      split = ",",
      converter = Address.class,
      description = "Nodes of the p2p network to join; one is enough.")
  private List<HostAndPort> join = new ArrayList<>();

  @Option(
      names = "--multicast",
      paramLabel = "GROUP:PORT|off",
      description =
          "Multicast group with which p2p nodes on one network find each other; default: "
              + MULTICAST
              + ".")
  private @Nullable String multicast;

  @Option(
      names = "--members-max",
      paramLabel = "N",
      description =
          "Most nodes that host the p2p directory; the others attach to one of these. Default:"
              + " ${DEFAULT-VALUE}.")
  private int mostMembers = DirectorySettings.MOST_MEMBERS;

  @Option(names = "--up", paramLabel = "RATE", converter = Rate.Converter.class, description = UP)
  private @Nullable Rate up;

  @Option(
      names = "--down",
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = DOWN)
  private @Nullable Rate down;

  /** Returns whether no option names a network, so that a link's hints may. */
  public boolean namesNoNetwork() {
    return trackers.isEmpty() && join.isEmpty() && mode == null;
  }

  /** Returns the mode that was given or that --tracker implies; empty without either. */
  public String modeWord() {
    return mode != null ? mode : trackers.isEmpty() ? "" : Mode.AUTO.word();
  }

  /** Sets trackers and nodes to join from the hints of a link. */
  public void useHints(List<HostAndPort> hintedTrackers, List<HostAndPort> hintedPeers) {
    boolean useTrackers = !hintedTrackers.isEmpty();
    trackers = List.copyOf(hintedTrackers);
    join = List.copyOf(hintedPeers);
    mode = useTrackers ? Mode.TRACKER.word() : Mode.P2P.word();
  }

  /**
   * Returns the settings of a node; throws NodeProblem if options exclude each other.
   *
   * @param defaultPort the port to listen on without --listen
   */
  public NodeSettings settings(Path state, Path dir, int defaultPort)
      throws IOException, NodeProblem {
    return settings(state, dir, defaultPort, false);
  }

  /** Returns the settings of a node that, with {@code relay}, relays between other nodes. */
  NodeSettings settings(Path state, Path dir, int defaultPort, boolean relay)
      throws IOException, NodeProblem {
    if (relay && noListen) {
      throw Command.wrongUsage(
          "--relay cannot be combined with --no-listen: a relay must accept connections");
    }
    Mode chosen = mode();
    requireTrackers(chosen);
    if (mostMembers < 1) {
      throw Command.wrongUsage("--members-max must be at least 1, not " + mostMembers);
    }
    return new NodeSettings(
        NodeSettings.Role.NODE,
        listening(defaultPort),
        new DirectorySettings(
            chosen,
            trackers,
            new DirectorySettings.Members(join, multicast(), Optional.empty(), mostMembers),
            List.of(),
            relay),
        state.toAbsolutePath().normalize(),
        dir.toAbsolutePath().normalize(),
        Optional.empty(),
        new NodeSettings.Limits(
            up == null ? 0 : up.bytesPerSecond(), down == null ? 0 : down.bytesPerSecond()));
  }

  private HostAndPort listening(int defaultPort) throws IOException, NodeProblem {
    if (noListen && listen != null) {
      throw Command.wrongUsage("--listen and --no-listen exclude each other");
    }
    HostAndPort where = policy.address(listen, defaultPort);
    return noListen ? HostAndPort.fromHost(where.getHost()) : where;
  }

  private Mode mode() throws NodeProblem {
    if (mode == null) {
      return trackers.isEmpty() ? Mode.P2P : Mode.AUTO;
    }
    for (Mode candidate : Mode.values()) {
      if (candidate.word().equals(mode.toLowerCase(Locale.ROOT))) {
        return candidate;
      }
    }
    throw Command.wrongUsage("unknown mode '" + mode + "': expected central, tracker, p2p or auto");
  }

  private void requireTrackers(Mode chosen) throws NodeProblem {
    if (trackers.isEmpty() && (chosen == Mode.CENTRAL || chosen == Mode.TRACKER)) {
      throw Command.wrongUsage(
          "mode " + chosen.word() + " needs a tracker; add --tracker HOST:PORT");
    }
  }

  private Optional<HostAndPort> multicast() throws NodeProblem {
    String group = multicast == null ? MULTICAST : multicast;
    if (group.equalsIgnoreCase("off")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Address.parse(group));
    } catch (IllegalArgumentException e) {
      throw Command.wrongUsage(
          "invalid --multicast: expected GROUP:PORT or off: " + e.getMessage());
    }
  }
}
