package covey.node.cli;

import com.google.gson.JsonObject;
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
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code covey simulate}: the node's own scheduler under virtual time. */
@CommandLine.Command(
    name = "simulate",
    description =
        "Simulate, in virtual time and with the nodes' own scheduler, how a seed's share reaches many.",
    footer = {
      "",
      "Example:",
      "  covey simulate --nodes 16 --size 32MiB --up 20Mbit",
      "  covey simulate --nodes 8 --server-up 80Mbit --kill-seed-after 1.02"
    })
final class SimulateCommand extends Command {
  private static final int NODES_MAX = 10_000;
  private static final int PIECE_BYTES_MIN = 16 << 10;
  private static final int PIECE_BYTES_MAX = 64 << 20;
  private static final int MEMORY_CELLS_MAX = 16_000_000;
  private static final long DELAY_SECONDS_MAX = 10;

  @Option(names = "--nodes", paramLabel = "N", description = "Nodes that download; default 8.")
  private int nodes = 8;

  @Option(
      names = "--size",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description = "Size of the share; default 32MiB.")
  private ByteSize size = new ByteSize(32 << 20);

  @Option(
      names = "--up",
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = "Uplink of each node, and of the seed; default 20Mbit.")
  private Rate up = new Rate(2_500_000);

  @Option(
      names = "--server-up",
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = "Uplink of the seed, if it is another.")
  private @Nullable Rate serverUp;

  @Option(
      names = "--down",
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = "Downlink of each node; default: no limit.")
  private @Nullable Rate down;

  @Option(
      names = "--latency",
      paramLabel = "D",
      converter = TimeSpan.class,
      description = "From any node to any other; default 1ms.")
  private Duration latency = Duration.ofMillis(1);

  @Option(
      names = "--piece",
      paramLabel = "SIZE",
      converter = ByteSize.Converter.class,
      description = "Piece length, 16KiB to 64MiB; default: as share chooses it.")
  private @Nullable ByteSize piece;

  @Option(
      names = "--kill-seed-after",
      paramLabel = "COPIES",
      description = "Kill the seed when it has sent so many copies.")
  private double copies;

  @Option(names = "--seed", paramLabel = "N", description = "Of all random choices; default 1.")
  private long seed = 1;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Write every event: nanoseconds, node (0 is the seed), what it was told.")
  private @Nullable Path trace;

  @Option(names = "--json", description = "One JSON document.")
  private boolean json;

  SimulateCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  int run() throws IOException, NodeProblem {
    Scenario scenario = scenario();
    Path traceFile = trace;
    SimulationResult result = Simulation.run(traceFile == null ? scenario : scenario.tracing());
    if (traceFile != null) {
      Files.write(traceFile, result.trace());
    }
    if (json) {
      say(document(scenario, result).toString());
    } else {
      show(scenario, result);
    }
    if (!result.complete()) {
      screen().err().println("covey: not all nodes completed");
      return 1;
    }
    return DONE;
  }

  private Scenario scenario() throws NodeProblem {
    long sizeBytes = size.bytes();
    check(sizeBytes > 0, "--size must be more than 0");
    ByteSize given = piece;
    long pieceBytes = given == null ? PieceGeometry.chooseLengthBytes(sizeBytes) : given.bytes();
    check(nodes >= 1 && nodes <= NODES_MAX, "--nodes is 1 to " + NODES_MAX);
    check(Long.bitCount(pieceBytes) == 1, "--piece is a power of two");
    check(pieceBytes >= PIECE_BYTES_MIN && pieceBytes <= PIECE_BYTES_MAX, "--piece is 16KiB-64MiB");
    check(
        sizeBytes / pieceBytes * nodes <= MEMORY_CELLS_MAX,
        "too many nodes and pieces to simulate at once; choose a larger --piece or fewer --nodes");
    check(latency.toSeconds() < DELAY_SECONDS_MAX, "--latency is less than 10s");
    check(copies == 0 || copies >= 1, "--kill-seed-after is 1 or more: less cannot complete");
    check(up.bytesPerSecond() > 0, "--up must be more than 0");
    Rate seedUp = serverUp == null ? up : serverUp;
    check(seedUp.bytesPerSecond() > 0, "--server-up must be more than 0");
    Scenario scenario =
        Scenario.equal(nodes, sizeBytes, (int) pieceBytes, (double) up.bytesPerSecond())
            .withSeed(seed)
            .withDelay(latency.toNanos())
            .withNode(0, NodeProfile.seed((double) seedUp.bytesPerSecond()))
            .killingSeedsAfter(copies);
    return limited(scenario);
  }

  private Scenario limited(Scenario scenario) {
    Rate limit = down;
    if (limit == null || limit.bytesPerSecond() == 0) {
      return scenario;
    }
    return scenario.withNodes(
        scenario.nodes().stream()
            .map(node -> node.seed() ? node : node.withDown((double) limit.bytesPerSecond()))
            .toList());
  }

  private static void check(boolean holds, String line) throws NodeProblem {
    if (!holds) {
      throw wrongUsage(line);
    }
  }

  private void show(Scenario scenario, SimulationResult result) {
    say("last       " + seconds(result.lastSeconds()));
    say("mean       " + seconds(result.meanSeconds()));
    say("bound      " + seconds(scenario.boundSeconds()) + "  no swarm can be faster");
    say("ratio      " + thousandths(result.ratio()));
    say("tail       " + seconds(tailSeconds(result)) + "  from the mean node to the last");
    say("uplinks    " + thousandths(utilisation(scenario, result)) + " of what they can send");
    say("seed sent  " + thousandths(result.seedCopies()) + " copies");
    say("duplicate  " + ByteSize.text(result.duplicateBytes()));
    say("control    " + ByteSize.text(result.controlBytes()));
    say("pieces     " + scenario.pieceCount() + " of " + ByteSize.text(scenario.pieceBytes()));
  }

  private static double tailSeconds(SimulationResult result) {
    return result.lastSeconds() - result.meanSeconds();
  }

  /** What was of use over what all uplinks could have sent until the last node was complete. */
  private double utilisation(Scenario scenario, SimulationResult result) {
    double all = scenario.nodes().stream().mapToDouble(NodeProfile::upBytesPerSecond).sum();
    return nodes * (double) scenario.sizeBytes() / (all * result.lastSeconds());
  }

  private JsonObject document(Scenario scenario, SimulationResult result) {
    JsonObject document = new JsonObject();
    document.addProperty("nodes", nodes);
    document.addProperty("sizeBytes", scenario.sizeBytes());
    document.addProperty("pieceBytes", scenario.pieceBytes());
    document.addProperty("completed", result.complete());
    document.addProperty("lastSeconds", result.lastSeconds());
    document.addProperty("meanSeconds", result.meanSeconds());
    document.addProperty("boundSeconds", scenario.boundSeconds());
    document.addProperty("ratio", result.ratio());
    document.addProperty("utilisation", utilisation(scenario, result));
    document.addProperty("seedCopies", result.seedCopies());
    document.addProperty("duplicateBytes", result.duplicateBytes());
    document.addProperty("rejectedBytes", result.rejectedBytes());
    document.addProperty("controlBytes", result.controlBytes());
    document.addProperty("events", result.events());
    return document;
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f s", seconds);
  }

  private static String thousandths(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
