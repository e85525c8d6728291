package covey.node.report;

import covey.node.compare.LinkRates;
import covey.node.compare.Results;
import covey.node.compare.RunResult;
import covey.node.compare.RunResult.NodeResult;
import covey.node.compare.RunResult.Progress;
import covey.node.compare.SimulatedResult;
import covey.node.theory.Bounds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Plausible results of a comparison, the same in every process. */
final class SampleResults {
  static final long SIZE = 64L << 20;
  static final LinkRates LINKS = new LinkRates(5_000_000, 10_000_000, 0, 0.01);
  static final List<Integer> SIZES = List.of(1, 2, 4, 8, 16);
  static final List<String> MODES = List.of("central", "tracker", "p2p");

  private static final String FAILURE = "server@50%";

  private final Random random = new Random(7);

  private SampleResults() {}

  /** Three modes, five numbers of nodes, three repeats, a failure, and theory. */
  static Results whole() {
    SampleResults sample = new SampleResults();
    List<RunResult> runs = new ArrayList<>();
    for (int nodes : SIZES) {
      for (String mode : MODES) {
        for (int repeat = 1; repeat <= 3; repeat++) {
          runs.add(sample.run(mode, nodes, repeat, 0));
        }
      }
    }
    for (int repeat = 1; repeat <= 2; repeat++) {
      runs.add(sample.stopped(repeat));
      runs.add(sample.run("p2p", 16, repeat, 2.4));
    }
    return of(runs, sample.simulated());
  }

  /** Results with the given runs. */
  static Results of(List<RunResult> runs, List<SimulatedResult> simulated) {
    return new Results(
        new Results.Provenance(
            "covey compare 64MiB --nodes 1,2,4,8,16 --repeat 3 --fail server@50%",
            "0.1.0", "2 cores, 7.6 GiB memory, Linux 6.1, Java 25", "2026-11-26T04:00:00Z", true),
        new Results.Workload(LINKS, SIZE),
        runs,
        simulated,
        List.of(),
        List.of(),
        List.of());
  }

  /** A small run that completed; 67,108,864 bytes, a bound of 10 s. */
  static RunResult small(String mode, int nodes, String failure, double lastSeconds) {
    return new Run(mode, nodes, failure, lastSeconds, nodes).result();
  }

  /** A small run with a number of refusals. */
  static RunResult refused(String mode, int nodes, long refusals) {
    return new Run(mode, nodes, "", 10.0, nodes).result(refusals);
  }

  /** A small run in which {@code completed} nodes completed. */
  static RunResult broken(String mode, int nodes, String failure, int completed) {
    return new Run(mode, nodes, failure, null, completed).result();
  }

  private record Run(String mode, int nodes, String failure, Double last, int completed) {
    RunResult result() {
      return result(0);
    }

    RunResult result(long refusals) {
      boolean central = mode.equals("central");
      long all = nodes * SIZE;
      List<NodeResult> each = new ArrayList<>();
      for (int i = 0; i < nodes; i++) {
        boolean done = i < completed;
        each.add(new NodeResult(1.0, done ? last : null, done ? SIZE : 0, false));
      }
      return new RunResult(
          new RunResult.Setup(mode, nodes, 1, failure, failure.isEmpty() ? null : 5.0),
          new RunResult.Completion(last, last, 1.0, 10, completed),
          new RunResult.Traffic(
              central ? all : 0, central ? 0 : SIZE, central ? 0 : all - SIZE, 1.0, 0, 0),
          0.5,
          new RunResult.Cost(2.0, 300L << 20, nodes * SIZE / 1_000, 4L * nodes, refusals),
          each,
          List.of(new Progress(0, 0, 0), new Progress(last == null ? 20 : last, all, completed)));
    }
  }

  private RunResult run(String mode, int nodes, int repeat, double pauseSeconds) {
    boolean central = mode.equals("central");
    double bound = bound(mode, nodes);
    double last = bound * (central ? 1.03 : 1.12) * (1 + 0.05 * random.nextDouble());
    double failedAt = last / 2;
    List<NodeResult> each = each(central, nodes, last, pauseSeconds);
    List<Progress> progress = progress(each, last, pauseSeconds);
    long all = nodes * SIZE;
    long seeded = central ? all : (long) (SIZE * (nodes == 1 ? 1 : 1.3 + 0.02 * nodes));
    return new RunResult(
        new RunResult.Setup(
            mode,
            nodes,
            repeat,
            pauseSeconds > 0 ? FAILURE : "",
            pauseSeconds > 0 ? failedAt : null),
        new RunResult.Completion(
            last + pauseSeconds, last * 0.96 + pauseSeconds, first(central, nodes), bound, nodes),
        new RunResult.Traffic(
            central ? all : mode.equals("tracker") ? seeded * 3 / 4 : 0,
            central ? 0 : mode.equals("tracker") ? seeded / 4 : seeded,
            all - seeded,
            seeded / (double) SIZE,
            central ? 0 : nodes * 40_000L,
            0),
        0.3 + pauseSeconds,
        new RunResult.Cost(
            0.4 * nodes + 1,
            nodes * (95L << 20),
            all * (central ? 4 : 12) / 1_000,
            nodes * (central ? 6L : 9L),
            0L),
        each,
        progress);
  }

  private List<NodeResult> each(boolean central, int nodes, double last, double pauseSeconds) {
    List<NodeResult> each = new ArrayList<>();
    for (int i = 0; i < nodes; i++) {
      double seconds = last * (central ? 0.96 + 0.04 * i / nodes : 0.85 + 0.15 * i / nodes);
      double done = i == nodes - 1 ? last : seconds;
      each.add(new NodeResult(first(central, nodes), done + pauseSeconds, SIZE, false));
    }
    return each;
  }

  private List<Progress> progress(List<NodeResult> each, double last, double pauseSeconds) {
    List<Progress> progress = new ArrayList<>();
    double failedAt = last / 2;
    for (int i = 0; i <= 200; i++) {
      double at = (last + pauseSeconds) * i / 200;
      double moved = pauseSeconds > 0 && at > failedAt ? Math.max(failedAt, at - pauseSeconds) : at;
      double part = Math.min(1, moved / last + (i < 200 ? 0.004 * random.nextDouble() : 0));
      int done = (int) each.stream().filter(n -> n.seconds() <= at).count();
      progress.add(new Progress(at, (long) (each.size() * SIZE * part), done));
    }
    return progress;
  }

  /** A run in central mode whose server does not come back. */
  private RunResult stopped(int repeat) {
    double bound = bound("central", 16);
    double failedAt = bound * (0.5 + 0.01 * repeat);
    double end = failedAt + 30;
    List<NodeResult> each = new ArrayList<>();
    List<Progress> progress = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      each.add(new NodeResult(first(true, 16), null, SIZE / 2, false));
    }
    for (int i = 0; i <= 200; i++) {
      double at = end * i / 200;
      progress.add(new Progress(at, (long) (16 * SIZE * Math.min(at, failedAt) / bound), 0));
    }
    return new RunResult(
        new RunResult.Setup("central", 16, repeat, FAILURE, failedAt),
        new RunResult.Completion(null, null, first(true, 16), bound, 0),
        new RunResult.Traffic(8 * SIZE, 0, 0, 8.0, 0, 0),
        30.0,
        new RunResult.Cost(6.0, 16 * (95L << 20), 8 * SIZE / 250, 96L, (long) repeat),
        each,
        progress);
  }

  private double first(boolean central, int nodes) {
    return (central ? 0.12 + 0.11 * nodes : 0.15 + 0.012 * nodes) * (1 + 0.3 * random.nextDouble());
  }

  private static double bound(String mode, int nodes) {
    return mode.equals("central")
        ? Bounds.clientServerSeconds(SIZE, nodes, LINKS.serverUpBytesPerSecond(), 0)
        : Bounds.peerToPeerSeconds(
            SIZE,
            nodes,
            new Bounds.Uplinks(LINKS.serverUpBytesPerSecond(), LINKS.upBytesPerSecond()),
            0);
  }

  private List<SimulatedResult> simulated() {
    List<SimulatedResult> simulated = new ArrayList<>();
    for (String mode : List.of("central", "p2p")) {
      for (int nodes = 4; nodes <= 4096; nodes *= 4) {
        double bound = bound(mode, nodes);
        long sent = mode.equals("central") ? nodes * SIZE : SIZE * 3 / 2;
        simulated.add(
            new SimulatedResult(
                mode,
                "fluid",
                "flash crowd",
                nodes,
                new SimulatedResult.Prediction(bound * 1.02, bound, sent)));
        simulated.add(
            new SimulatedResult(
                mode,
                "fluid",
                "steady",
                nodes,
                new SimulatedResult.Prediction(bound / 3 * 1.3, bound / 3, sent)));
        if (mode.equals("p2p") && nodes <= 1024) {
          simulated.add(
              new SimulatedResult(
                  mode,
                  "simulator",
                  "flash crowd",
                  nodes,
                  new SimulatedResult.Prediction(bound * 1.09, bound, sent)));
        }
      }
    }
    return simulated;
  }
}
