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
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of whatever starts a node: where it listens, whom it knows, how fast it may be. */
public final class NetworkOptions {
  /** Group and port by which members on one network find each other. */
  static final String MULTICAST = "239.255.74.10:7409";

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      converter = Address.class,
      description =
          "Where other nodes connect; port 0 takes a free one. Default: loopback, "
              + "with --open all addresses.")
  private @Nullable HostAndPort listen;

  @Option(
      names = "--no-listen",
      fallbackValue = "true",
      description = "Accept no connections: for where others cannot reach this machine anyway.")
  private boolean noListen;

  @Option(
      names = "--open",
      fallbackValue = "true",
      description = "Let anybody who can reach this machine connect.")
  private boolean open;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "central, tracker, p2p or auto; default: auto with --tracker, else p2p.")
  private @Nullable String mode;

  @Option(
      names = "--tracker",
      paramLabel = "HOST:PORT",
      split = ",",
      converter = Address.class,
      description = "Trackers; the first that answers is used.")
  private List<HostAndPort> trackers = new ArrayList<>();

  @Option(
      names = "--join",
      paramLabel = "HOST:PORT",
      split = ",",
      converter = Address.class,
      description = "Any nodes of a p2p network to join by.")
  private List<HostAndPort> join = new ArrayList<>();

  @Option(
      names = "--multicast",
      paramLabel = "GROUP:PORT|off",
      description = "How p2p nodes on one network find each other; default: " + MULTICAST + ".")
  private @Nullable String multicast;

  @Option(
      names = "--members-max",
      paramLabel = "N",
      description =
          "So many nodes keep the p2p directory together at most; whoever comes later attaches to "
              + "one of them. Default: ${DEFAULT-VALUE}.")
  private int mostMembers = DirectorySettings.MOST_MEMBERS;

  @Option(
      names = "--up",
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = "Send at most this much: 20Mbit, 2.5MB (a second), 0 for no limit.")
  private @Nullable Rate up;

  @Option(
      names = "--down",
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = "Receive at most this much.")
  private @Nullable Rate down;

  /** Nobody said which network: a link's hints may. */
  public boolean saysNoNetwork() {
    return trackers.isEmpty() && join.isEmpty() && mode == null;
  }

  /** The mode, as given, or as the trackers imply; empty: neither is given. */
  public String modeWord() {
    return mode != null ? mode : trackers.isEmpty() ? "" : Mode.AUTO.word();
  }

  /** Takes trackers and nodes to join by from a link. */
  public void useHints(List<HostAndPort> hintedTrackers, List<HostAndPort> hintedPeers) {
    boolean useTrackers = !hintedTrackers.isEmpty();
    trackers = List.copyOf(hintedTrackers);
    join = List.copyOf(hintedPeers);
    mode = useTrackers ? Mode.TRACKER.word() : Mode.P2P.word();
  }

  /**
   * As a node's settings; a NodeProblem says what does not go together.
   *
   * @param defaultPort where to listen if nothing says it
   */
  public NodeSettings settings(Path state, Path dir, int defaultPort)
      throws IOException, NodeProblem {
    return settings(state, dir, defaultPort, false);
  }

  /** The same for a node that passes on bytes between others if {@code relay} is set. */
  NodeSettings settings(Path state, Path dir, int defaultPort, boolean relay)
      throws IOException, NodeProblem {
    if (relay && noListen) {
      throw Command.wrongUsage("--relay needs to be dialled, so it does not go with --no-listen");
    }
    Mode chosen = mode();
    requireTrackers(chosen);
    if (mostMembers < 1) {
      throw Command.wrongUsage("--members-max takes a number from 1 on, not " + mostMembers);
    }
    return new NodeSettings(
        NodeSettings.Role.NODE,
        listening(defaultPort),
        new DirectorySettings(
            chosen, trackers, join, multicast(), List.of(), Optional.empty(), mostMembers, relay),
        state.toAbsolutePath().normalize(),
        dir.toAbsolutePath().normalize(),
        Optional.empty(),
        up == null ? 0 : up.bytesPerSecond(),
        down == null ? 0 : down.bytesPerSecond());
  }

  private HostAndPort listening(int defaultPort) throws IOException, NodeProblem {
    if (noListen && listen != null) {
      throw Command.wrongUsage("--listen and --no-listen do not go together");
    }
    HostAndPort where = listen(listen, open, defaultPort);
    return noListen ? HostAndPort.fromHost(where.getHost()) : where;
  }

  /** Where to listen; what is wider than this machine has to be asked for. */
  static HostAndPort listen(@Nullable HostAndPort asked, boolean open, int defaultPort)
      throws IOException, NodeProblem {
    if (asked == null) {
      return HostAndPort.fromParts(open ? "0.0.0.0" : "127.0.0.1", defaultPort);
    }
    try {
      if (open || Address.isLoopback(asked)) {
        return asked;
      }
    } catch (UnknownHostException e) {
      throw new IOException("cannot listen on " + asked + ": this host name is not known", e);
    }
    throw new NodeProblem(
        NodeProblem.Kind.REFUSED,
        "refusing to listen on "
            + asked
            + ": anybody who reaches it could connect; add --open if that is meant");
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
    throw Command.wrongUsage("'" + mode + "' is no mode; there are central, tracker, p2p and auto");
  }

  private void requireTrackers(Mode chosen) throws NodeProblem {
    if (trackers.isEmpty() && (chosen == Mode.CENTRAL || chosen == Mode.TRACKER)) {
      throw Command.wrongUsage(
          "mode " + chosen.word() + " needs a tracker; name it with --tracker HOST:PORT");
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
      throw Command.wrongUsage("--multicast takes GROUP:PORT or off: " + e.getMessage());
    }
  }
}
