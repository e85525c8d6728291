package covey.node.cli.lab;

import covey.node.cli.command.Command;
import covey.node.cli.command.CommandContext;
import covey.node.cli.text.ByteSize;
import covey.node.cli.text.Rate;
import covey.node.cli.text.TimeSpan;
import covey.node.runtime.NodeProblem;
import covey.node.simulate.NodeProfile;
import covey.node.simulate.Scenario;
import covey.node.simulate.Simulation;
import covey.node.simulate.SimulationResult;
import covey.protocol.content.PieceGeometry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code covey simulate}: runs the node's scheduler in virtual time. */
@CommandLine.Command(
    name = "simulate",
    description =
        "Simulate how a share spreads from a seed to many nodes, with the scheduler of a real node"
            + " in virtual time.",
    footer = {
      "",
      "Example:",
      "  covey simulate --nodes 16 --size 32MiB --up 20Mbit",
      "  covey simulate --nodes 8 --server-up 80Mbit --kill-seed-after 1.02",
      "  covey simulate --nodes 8 --ups 10Mbit,30Mbit --stall 5%%:500ms --churn 2"
    })
final class SimulateCommand extends Command {
  private static final int NODES_MAX = 10_000;
  private static final int PIECE_BYTES_MIN = 16 << 10;
  private static final int PIECE_BYTES_MAX = 64 << 20;
  private static final int MEMORY_CELLS_MAX = 16_000_000;
  private static final long DELAY_SECONDS_MAX = 10;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "Number of nodes that download; default: 8.")
  private int nodes = 8;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description = "Size of the share; default: 32MiB.")
  private ByteSize size = new ByteSize(32 << 20);

  @Option(
      names = "--up",
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = "Uplink of each node and of the seed; default: 20Mbit.")
  private Rate up = new Rate(2_500_000);

  @Mixin private LinkOptions links = new LinkOptions();

  @Option(
      names = "--server-up",
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = "Uplink of the seed, if different from --up.")
  private @Nullable Rate serverUp;

  @Option(
      names = "--latency",
      paramLabel = "TIME",
      converter = TimeSpan.class,
      description = "One-way latency between any two nodes; default: 1ms.")
  private Duration latency = Duration.ofMillis(1);

  @Option(
      names = "--piece",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description = "Piece length, 16KiB to 64MiB; default: what 'covey share' would choose.")
  private @Nullable ByteSize piece;

  @Option(
      names = "--kill-seed-after",
      paramLabel = "COPIES",
      description = "Kill the seed once it has sent this many copies.")
  private double copies;

  @Mixin private FaultOptions trouble = new FaultOptions();

  @Option(names = "--seed", paramLabel = "N", description = "Random seed; default: 1.")
  private long seed = 1;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description =
          "Write every event to a file: time in nanoseconds, node (0 is the seed), event.")
  private @Nullable Path trace;

  @Option(names = "--json", description = "Print JSON instead of text.")
  private boolean json;

  SimulateCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem {
    Scenario scenario = scenario();
    Path traceFile = trace;
    long sinceNanos = System.nanoTime();
    SimulationResult result = Simulation.run(traceFile == null ? scenario : scenario.tracing());
    SimulateReport report = new SimulateReport(scenario, result, System.nanoTime() - sinceNanos);
    if (traceFile != null) {
      Files.write(traceFile, result.log().trace());
    }
    if (json) {
      say(report.document().toString());
    } else {
      report.lines().forEach(this::say);
    }
    if (!result.complete()) {
      screen().note("covey: some nodes did not complete");
      return 1;
    }
    return DONE;
  }

  private Scenario scenario() throws NodeProblem {
    long sizeBytes = size.bytes();
    check(sizeBytes > 0, "--size must be more than 0");
    ByteSize given = piece;
    long pieceBytes = given == null ? PieceGeometry.chooseLengthBytes(sizeBytes) : given.bytes();
    check(nodes >= 1 && nodes <= NODES_MAX, "--nodes must be 1 to " + NODES_MAX);
    check(Long.bitCount(pieceBytes) == 1, "--piece must be a power of two");
    check(
        pieceBytes >= PIECE_BYTES_MIN && pieceBytes <= PIECE_BYTES_MAX,
        "--piece must be 16KiB to 64MiB");
    check(
        sizeBytes / pieceBytes * nodes <= MEMORY_CELLS_MAX,
        "too many nodes and pieces to simulate; choose a larger --piece or fewer --nodes");
    check(latency.toSeconds() < DELAY_SECONDS_MAX, "--latency must be less than 10s");
    check(
        copies == 0 || copies >= 1,
        "--kill-seed-after must be at least 1: with less no node can complete");
    check(up.bytesPerSecond() > 0, "--up must be more than 0");
    Rate seedUp = serverUp == null ? up : serverUp;
    check(seedUp.bytesPerSecond() > 0, "--server-up must be more than 0");
    Scenario scenario =
        Scenario.equal(nodes, sizeBytes, (int) pieceBytes, (double) up.bytesPerSecond())
            .withSeed(seed)
            .withNode(0, NodeProfile.seed((double) seedUp.bytesPerSecond()))
            .killingSeedsAfter(copies);
    scenario = scenario.under(scenario.conditions().withDelay(latency.toNanos()));
    try {
      return trouble.in(scenario.withNodes(linked(scenario.nodes())));
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
  }

  /** Returns the nodes with the uplinks and the downlink of the options. */
  private List<NodeProfile> linked(List<NodeProfile> all) throws NodeProblem {
    List<NodeProfile> linked = new ArrayList<>(all);
    List<Long> uplinks = links.upsBytesPerSecond();
    for (int i = 1; i < all.size(); i++) {
      NodeProfile node = all.get(i);
      if (!uplinks.isEmpty()) {
        node = NodeProfile.peer((double) uplinks.get((i - 1) % uplinks.size()));
      }
      if (links.downBytesPerSecond() > 0) {
        node = node.withDown((double) links.downBytesPerSecond());
      }
      linked.set(i, node);
    }
    return linked;
  }
}
