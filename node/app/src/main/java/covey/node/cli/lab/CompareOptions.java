package covey.node.cli.lab;

import static covey.node.cli.command.Command.check;

import covey.node.cli.command.Command;
import covey.node.cli.text.ByteSize;
import covey.node.cli.text.Rate;
import covey.node.cli.text.TimeSpan;
import covey.node.compare.ComparisonSettings;
import covey.node.compare.Extrapolation;
import covey.node.compare.Failure;
import covey.node.compare.HostKind;
import covey.node.compare.LinkRates;
import covey.node.compare.MachineInfo;
import covey.node.replay.LinkAssumptions;
import covey.node.runtime.NodeProblem;
import covey.node.trace.FigureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code covey compare} for what is measured. */
final class CompareOptions {
  private static final List<String> MODES = List.of("central", "tracker", "p2p");
  private static final long THREAD_NODE_BYTES = 24L << 20;
  private static final long PROCESS_BYTES = 120L << 20;
  private static final int MOST_REPEATS = 100;
  private static final int MOST_NODES = 1_000;
  private static final int MOST_NAMESPACES = 200;

  @Option(
      names = "--modes",
      paramLabel = "MODE,...",
      hideParamSyntax = true,
      split = ",",
      description = "Modes to compare, of central, tracker and p2p; default: all three.")
  private List<String> modes = MODES;

  @Option(
      names = "--nodes",
      paramLabel = "N,...",
      hideParamSyntax = true,
      split = ",",
      description = "Numbers of nodes that download, one run for each; default: 1,2,4,8,16.")
  private List<Integer> nodes = new ArrayList<>();

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description = "Size of the random file that the nodes download; default: 8MiB.")
  private ByteSize size = ByteSize.parse("8MiB");

  @Option(
      names = "--path",
      paramLabel = "PATH",
      description = "File or folder to download instead of a random file.")
  private @Nullable Path path;

  @Option(
      names = "--up",
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = "Uplink of each node; default: 80Mbit.")
  private Rate up = Rate.parse("80Mbit");

  @Mixin private ServedLinkOptions links = new ServedLinkOptions();

  @Option(
      names = "--latency",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "One-way latency between any two nodes; needs --hosts netns.")
  private Duration latency = Duration.ZERO;

  @Option(
      names = "--repeat",
      paramLabel = "K",
      description = "Number of times to repeat each run; tables show medians; default: 3.")
  private int repeats = 3;

  @Option(
      names = "--fail",
      paramLabel = "SPEC",
      converter = FailureSpec.class,
      description =
          "Add a run in every mode with this failure and the most nodes; may be repeated; default:"
              + " server@50%%.")
  private List<Failure> failures = new ArrayList<>();

  @Option(names = "--no-fail", fallbackValue = "true", description = "Add no run with a failure.")
  private boolean noFailure;

  @Option(
      names = "--hosts",
      paramLabel = "KIND",
      description =
          "threads: nodes share one process, except those that serve first or fail; processes: each"
              + " node has its own process; netns: each also has its own network namespace, whose"
              + " link the kernel shapes (Linux, root). Default: threads.")
  private String hosts = "";

  @Option(
      names = "--simulate",
      paramLabel = "N,...",
      hideParamSyntax = true,
      split = ",",
      description =
          "Also simulate these numbers of nodes, beyond 10,000 with a fluid model, up to 1000000;"
              + " takes minutes.")
  private List<Integer> simulate = List.of();

  @Mixin private FleetOptions running = new FleetOptions();

  @Mixin private UpdateOptions update = new UpdateOptions();

  /** Returns the options for running nodes. */
  FleetOptions running() {
    return running;
  }

  /** Returns the numbers of nodes to simulate. */
  List<Integer> simulated() {
    return simulate;
  }

  /** Returns the modes to compare; throws wrong usage if one is unknown. */
  List<String> modes() throws NodeProblem {
    check(MODES.containsAll(modes), "--modes must be of central, tracker and p2p");
    check(new HashSet<>(modes).size() == modes.size(), "--modes names a mode twice");
    return modes;
  }

  /** Returns the links of the options, for nodes whose links a recording lacks. */
  LinkAssumptions linksIfGiven(boolean upGiven) throws NodeProblem {
    check(!upGiven || up.bytesPerSecond() > 0, "--up must be more than 0");
    return links.assumptions(upGiven ? up.bytesPerSecond() : 0);
  }

  /** Returns the size of the random file. */
  long sizeBytes() {
    return size.bytes();
  }

  /** Returns the path to download, or null for a random file. */
  @Nullable Path path() {
    return path;
  }

  /** Returns the settings for downloading {@code shared}; throws wrong usage if impossible. */
  ComparisonSettings settings(Path shared) throws IOException, NodeProblem {
    List<Integer> given = nodes.isEmpty() ? List.of(1, 2, 4, 8, 16) : nodes;
    ComparisonSettings settings = settings(shared, given);
    requireRoom(settings);
    return settings;
  }

  /** Returns the settings for running nodes, of which {@code most} can download. */
  ComparisonSettings settings(Path shared, int most) throws IOException, NodeProblem {
    List<Integer> given = nodes.isEmpty() ? FleetOptions.numbers(most) : nodes;
    check(
        given.stream().allMatch(n -> n <= most),
        "--nodes must be at most " + most + ", the nodes of --on that can download");
    return settings(shared, given);
  }

  private ComparisonSettings settings(Path shared, List<Integer> counts)
      throws IOException, NodeProblem {
    modes();
    check(
        counts.stream().allMatch(n -> n >= 1 && n <= MOST_NODES),
        "--nodes must be 1 to " + MOST_NODES + ", such as 1,4,16");
    check(size.bytes() > 0, "--size must be more than 0");
    LinkRates rates = rates();
    check(repeats >= 1 && repeats <= MOST_REPEATS, "--repeat must be 1 to " + MOST_REPEATS);
    check(
        simulate.stream().allMatch(n -> n >= 1 && n <= Extrapolation.NODES_MAX),
        "--simulate must be 1 to " + Extrapolation.NODES_MAX + ", such as 100,1000");
    check(!noFailure || failures.isEmpty(), "--no-fail and --fail exclude each other");
    Path given = path;
    if (given != null && !running.isGiven() && !Files.exists(given)) {
      throw new NoSuchFileException(given.toString());
    }
    ComparisonSettings settings =
        new ComparisonSettings(
            modes,
            counts.stream().distinct().sorted().toList(),
            shared,
            new ComparisonSettings.Network(rates, where()),
            repeats,
            failed(),
            update.changedPart());
    checkPlace(settings);
    return settings;
  }

  private void checkPlace(ComparisonSettings settings) throws NodeProblem {
    boolean netns = settings.where() == HostKind.NETNS;
    check(netns || latency.isZero(), "--latency needs --hosts netns");
    check(
        netns || settings.failures().stream().noneMatch(f -> f.kind() == Failure.Kind.PARTITION),
        "a partition needs --hosts netns");
    check(
        !netns || settings.mostNodes() <= MOST_NAMESPACES,
        "--hosts netns allows at most " + MOST_NAMESPACES + " nodes");
    if (running.isGiven()) {
      check(hosts.isEmpty(), "--hosts and --on exclude each other");
      check(settings.changedPart().isEmpty(), "--update and --on exclude each other");
      for (Failure failure : settings.failures()) {
        check(
            !failure.needsOwnNodes(),
            "failure '"
                + failure.text()
                + "' cannot be combined with --on, which allows slow=… and mode=… only");
      }
    }
  }

  private LinkRates rates() throws NodeProblem {
    check(up.bytesPerSecond() > 0, "--up must be more than 0: without a limit there is no bound");
    return links.rates(up, latency);
  }

  private List<Failure> failed() {
    if (noFailure) {
      return List.of();
    }
    boolean own = failures.isEmpty() && !running.isGiven();
    return own ? List.of(FailureSpec.parse("server@50%")) : failures;
  }

  private HostKind where() throws NodeProblem {
    if (hosts.isEmpty()) {
      return HostKind.THREADS;
    }
    for (HostKind where : HostKind.values()) {
      if (where.name().toLowerCase(Locale.ROOT).equals(hosts)) {
        return where;
      }
    }
    throw Command.wrongUsage(
        "unknown --hosts '" + hosts + "': expected threads, processes or netns");
  }

  private static void requireRoom(ComparisonSettings settings) throws NodeProblem {
    long each = settings.where() == HostKind.THREADS ? THREAD_NODE_BYTES : PROCESS_BYTES;
    long needed = settings.mostNodes() * each + 2 * PROCESS_BYTES;
    long free = MachineInfo.availableBytes();
    if (needed > free) {
      throw Command.wrongUsage(
          String.format(
              Locale.ROOT,
              "%d nodes need about %s of memory, but %s is free; choose fewer",
              settings.mostNodes(),
              FigureText.bytes(needed),
              FigureText.bytes(free)));
    }
  }
}
