package covey.node.compare;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Holds what theory says of many nodes against real runs of few.
 *
 * <p>Where 8 or 16 nodes were measured, real and foretold times are known of the same flash crowd.
 * Real over foretold, the mean of both where there are both, is what every other figure of that
 * mode is multiplied by. The error beside it is what would have been wrong had only the other
 * number been measured: by how much the two differ; with one of them only, what it differs from 1.
 * Nothing says that the error does not grow with the nodes: it is what was seen, not a promise.
 */
public final class RealRuns {
  /** Numbers of nodes that are looked at: few enough to be real, enough to be a swarm. */
  private static final List<Integer> NODES = List.of(8, 16);

  private final List<RunResult> runs;
  private final long sizeBytes;
  private final LinkRates links;

  private RealRuns(List<RunResult> runs, long sizeBytes, LinkRates links) {
    this.runs = runs;
    this.sizeBytes = sizeBytes;
    this.links = links;
  }

  /**
   * The same figures with {@link SimulatedResult#calibratedSeconds} and {@link
   * SimulatedResult#errorPart} where 8 or 16 nodes were measured in their mode. Simulates these;
   * takes a second or two.
   */
  public static List<SimulatedResult> calibrate(
      List<SimulatedResult> simulated, List<RunResult> runs, long sizeBytes, LinkRates links) {
    RealRuns real = new RealRuns(runs, sizeBytes, links);
    Map<String, List<Double>> ratios = new TreeMap<>();
    List<SimulatedResult> calibrated = new ArrayList<>();
    for (SimulatedResult one : simulated) {
      List<Double> known = ratios.computeIfAbsent(one.mode(), real::ratios);
      calibrated.add(known.isEmpty() ? one : calibrate(one, known));
    }
    return List.copyOf(calibrated);
  }

  private static SimulatedResult calibrate(SimulatedResult one, List<Double> ratios) {
    double factor = ratios.stream().mapToDouble(x -> x).average().orElse(1);
    double least = Collections.min(ratios);
    double error = ratios.size() > 1 ? Collections.max(ratios) / least - 1 : Math.abs(least - 1);
    return one.calibrated(Math.max(one.boundSeconds(), one.seconds() * factor), error);
  }

  /** Real over foretold, of the numbers of nodes that were measured. */
  private List<Double> ratios(String mode) {
    List<Double> ratios = new ArrayList<>();
    for (int nodes : NODES) {
      measured(mode, nodes).ifPresent(seconds -> ratios.add(seconds / foretold(mode, nodes)));
    }
    return ratios;
  }

  private double foretold(String mode, int nodes) {
    CrowdModel crowd = new CrowdModel(nodes, sizeBytes, links);
    return mode.equals("central")
        ? ArrivalPattern.FLASH.central(crowd).seconds()
        : ArrivalPattern.FLASH.simulated(crowd).seconds();
  }

  /** The median of the runs in which nothing failed. */
  private OptionalDouble measured(String mode, int nodes) {
    List<Double> times = new ArrayList<>();
    for (RunResult run : runs) {
      Double last = run.lastSeconds();
      boolean same = run.mode().equals(mode) && run.nodes() == nodes && run.failure().isEmpty();
      if (same && last != null && run.isComplete()) {
        times.add(last);
      }
    }
    Collections.sort(times);
    int middle = times.size() / 2;
    if (times.isEmpty()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        times.size() % 2 == 1
            ? times.get(middle)
            : (times.get(middle - 1) + times.get(middle)) / 2);
  }
}
