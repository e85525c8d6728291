package covey.node.cli.lab;

import static covey.node.cli.command.Command.check;

import covey.node.cli.command.Command;
import covey.node.cli.text.ByteSize;
import covey.node.cli.text.Rate;
import covey.node.cli.text.TimeSpan;
import covey.node.compare.ComparisonSettings;
import covey.node.compare.Failure;
import covey.node.compare.LinkRates;
import covey.node.compare.Machine;
import covey.node.compare.Scale;
import covey.node.compare.Where;
import covey.node.replay.Links;
import covey.node.runtime.NodeProblem;
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

/** What `covey compare` is to measure. */
final class CompareOptions {
  private static final List<String> MODES = List.of("central", "tracker", "p2p");
  private static final long THREAD_NODE_BYTES = 24L << 20;
  private static final long PROCESS_BYTES = 120L << 20;
  private static final int MOST_REPEATS = 100;
  private static final int MOST_NODES = 1_000;
  private static final int MOST_NAMESPACES = 200;

  @Option(
      names = "--modes",
      paramLabel = "MODE,…",
      split = ",",
      description = "central, tracker, p2p; default: all three.")
  private List<String> modes = MODES;

  @Option(
      names = "--nodes",
      paramLabel = "N,…",
      split = ",",
      description = "How many fetch, one number after the other; default: 1,2,4,8,16.")
  private List<Integer> nodes = new ArrayList<>();

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description = "Of the random file that is fetched; default: 8MiB.")
  private ByteSize size = ByteSize.parse("8MiB");

  @Option(
      names = "--path",
      paramLabel = "PATH",
      description = "What is fetched, instead of a random file.")
  private @Nullable Path path;

  @Option(
      names = "--up",
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = "What each node may send; default: 80Mbit.")
  private Rate up = Rate.parse("80Mbit");

  @Mixin private UplinkOptions ups = new UplinkOptions();

  @Option(
      names = "--server-up",
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = "What the server, or without one the publisher, may send; default: as --up.")
  private @Nullable Rate serverUp;

  @Option(
      names = "--down",
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = "What each node may receive; default: no limit.")
  private Rate down = new Rate(0);

  @Option(
      names = "--latency",
      paramLabel = "D",
      converter = TimeSpan.class,
      description = "From any node to any other, one way; with --hosts netns only.")
  private Duration latency = Duration.ZERO;

  @Option(
      names = "--repeat",
      paramLabel = "K",
      description = "How often each run is made; tables show medians; default: 3.")
  private int repeats = 3;

  @Option(
      names = "--fail",
      paramLabel = "SPEC",
      converter = FailureSpec.class,
      description =
          "One more run for every mode, with this failure and the most nodes; may be given again;"
              + " default: server@50%%.")
  private List<Failure> failures = new ArrayList<>();

  @Option(names = "--no-fail", fallbackValue = "true", description = "No run with a failure.")
  private boolean noFailure;

  @Option(
      names = "--hosts",
      paramLabel = "KIND",
      description =
          "threads: nodes share one process, but for those that serve first or are to fail;"
              + " processes: each has its own; netns: each also has its own link, which the kernel"
              + " shapes (Linux, root). Default: threads.")
  private String hosts = "";

  @Option(
      names = "--simulate",
      paramLabel = "N,…",
      split = ",",
      description =
          "Then say by simulation how it would be with so many nodes, and beyond 10,000 by the"
              + " fluid model, up to 1000000; takes minutes.")
  private List<Integer> simulate = List.of();

  @Mixin private FleetOptions running = new FleetOptions();

  @Mixin private UpdateOptions update = new UpdateOptions();

  /** Nodes that run already, if they are to be used. */
  FleetOptions running() {
    return running;
  }

  /** Numbers of nodes to simulate. */
  List<Integer> simulated() {
    return simulate;
  }

  /** Modes to compare; wrong usage if one is none. */
  List<String> modes() throws NodeProblem {
    check(MODES.containsAll(modes), "--modes are central, tracker and p2p");
    check(new HashSet<>(modes).size() == modes.size(), "--modes names a mode twice");
    return modes;
  }

  /** What was told of links, for a recording that does not know them. */
  Links linksIfGiven(boolean upGiven) throws NodeProblem {
    check(!upGiven || up.bytesPerSecond() > 0, "--up must be more than 0");
    Rate server = serverUp;
    check(server == null || server.bytesPerSecond() > 0, "--server-up must be more than 0");
    return new Links(
        upGiven ? up.bytesPerSecond() : 0,
        server == null ? 0 : server.bytesPerSecond(),
        down.bytesPerSecond());
  }

  /** The random file's size. */
  long sizeBytes() {
    return size.bytes();
  }

  /** What is fetched if that is no random file. */
  @Nullable Path path() {
    return path;
  }

  /** What is compared, with {@code shared} as what is fetched; wrong usage if it cannot be. */
  ComparisonSettings settings(Path shared) throws IOException, NodeProblem {
    List<Integer> some = nodes.isEmpty() ? List.of(1, 2, 4, 8, 16) : nodes;
    ComparisonSettings settings = settings(shared, some);
    requireRoom(settings);
    return settings;
  }

  /** The same with nodes that run already, of which at most so many fetch. */
  ComparisonSettings settings(Path shared, int most) throws IOException, NodeProblem {
    List<Integer> some = nodes.isEmpty() ? FleetOptions.numbers(most) : nodes;
    check(
        some.stream().allMatch(n -> n <= most),
        "--nodes is at most " + most + ": so many of --on can fetch");
    return settings(shared, some);
  }

  private ComparisonSettings settings(Path shared, List<Integer> some)
      throws IOException, NodeProblem {
    modes();
    check(
        some.stream().allMatch(n -> n >= 1 && n <= MOST_NODES),
        "--nodes are 1 to " + MOST_NODES + ", like 1,4,16");
    check(size.bytes() > 0, "--size must be more than 0");
    LinkRates links = links();
    check(repeats >= 1 && repeats <= MOST_REPEATS, "--repeat is 1 to " + MOST_REPEATS);
    check(
        simulate.stream().allMatch(n -> n >= 1 && n <= Scale.NODES_MAX),
        "--simulate is 1 to " + Scale.NODES_MAX + ", like 100,1000");
    check(!noFailure || failures.isEmpty(), "--no-fail and --fail exclude each other");
    Path given = path;
    if (given != null && !running.isGiven() && !Files.exists(given)) {
      throw new NoSuchFileException(given.toString());
    }
    ComparisonSettings settings =
        new ComparisonSettings(
            modes,
            some.stream().distinct().sorted().toList(),
            shared,
            new ComparisonSettings.Network(links, where()),
            repeats,
            failed(),
            update.changedPart());
    checkPlace(settings);
    return settings;
  }

  private void checkPlace(ComparisonSettings settings) throws NodeProblem {
    boolean netns = settings.where() == Where.NETNS;
    check(netns || latency.isZero(), "--latency needs --hosts netns");
    check(
        netns || settings.failures().stream().noneMatch(f -> f.kind() == Failure.Kind.PARTITION),
        "a partition needs --hosts netns");
    check(!netns || settings.mostNodes() <= MOST_NAMESPACES, "--hosts netns takes 200 nodes");
    if (running.isGiven()) {
      check(hosts.isEmpty(), "--hosts " + hosts + " is for nodes of the lab's own, not for --on");
      check(settings.changedPart().isEmpty(), "--update needs nodes of the lab's own, not --on");
      for (Failure failure : settings.failures()) {
        check(
            !failure.needsOwnNodes(),
            "'"
                + failure.text()
                + "' needs nodes of the lab's own; with --on there are slow=… and"
                + " mode=…");
      }
    }
  }

  private LinkRates links() throws NodeProblem {
    check(up.bytesPerSecond() > 0, "--up must be more than 0: without a limit there is no bound");
    Rate server = serverUp == null ? up : serverUp;
    check(server.bytesPerSecond() > 0, "--server-up must be more than 0");
    LinkRates equal =
        new LinkRates(
            up.bytesPerSecond(),
            server.bytesPerSecond(),
            down.bytesPerSecond(),
            latency.toNanos() / 1e9);
    return equal.withUps(ups.bytesPerSecond());
  }

  private List<Failure> failed() {
    if (noFailure) {
      return List.of();
    }
    boolean own = failures.isEmpty() && !running.isGiven();
    return own ? List.of(FailureSpec.parse("server@50%")) : failures;
  }

  private Where where() throws NodeProblem {
    if (hosts.isEmpty()) {
      return Where.THREADS;
    }
    for (Where where : Where.values()) {
      if (where.name().toLowerCase(Locale.ROOT).equals(hosts)) {
        return where;
      }
    }
    throw Command.wrongUsage("--hosts is threads, processes or netns");
  }

  private static void requireRoom(ComparisonSettings settings) throws NodeProblem {
    long each = settings.where() == Where.THREADS ? THREAD_NODE_BYTES : PROCESS_BYTES;
    long needed = settings.mostNodes() * each + 2 * PROCESS_BYTES;
    long free = Machine.availableBytes();
    if (needed > free) {
      throw Command.wrongUsage(
          String.format(
              Locale.ROOT,
              "%d nodes need about %s of memory, and %s are free; choose fewer",
              settings.mostNodes(),
              ByteSize.text(needed),
              ByteSize.text(free)));
    }
  }
}
