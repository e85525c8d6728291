package covey.node.compare;

import com.google.common.math.Quantiles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Calibrates predictions for many nodes with real runs of few.
 *
 * <p>If 8 or 16 nodes were measured, the ratio of measured to predicted time is known for the same
 * flash crowd. Every other prediction of that mode is multiplied by this ratio, or by the mean of
 * the two. The error is the difference between the two ratios, or the difference of the only one
 * from 1. It may grow with the number of nodes: it is an observation, not a guarantee.
 */
public final class RealRunCalibration {
  /** The numbers of nodes that calibrate: few enough to be real, enough to be a swarm. */
  private static final List<Integer> NODES = List.of(8, 16);

  private final List<RunResult> runs;
  private final long sizeBytes;
  private final LinkRates links;

  private RealRunCalibration(List<RunResult> runs, long sizeBytes, LinkRates links) {
    this.runs = runs;
    this.sizeBytes = sizeBytes;
    this.links = links;
  }

  /**
   * Returns the predictions, calibrated where 8 or 16 nodes were measured in the same mode.
   * Simulates these, which takes a second or two.
   */
  public static List<SimulatedResult> calibrate(
      List<SimulatedResult> simulated, List<RunResult> runs, long sizeBytes, LinkRates links) {
    RealRunCalibration real = new RealRunCalibration(runs, sizeBytes, links);
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

  /** Returns measured over predicted time for the numbers of nodes that were measured. */
  private List<Double> ratios(String mode) {
    List<Double> ratios = new ArrayList<>();
    for (int nodes : NODES) {
      measured(mode, nodes).ifPresent(seconds -> ratios.add(seconds / predicted(mode, nodes)));
    }
    return ratios;
  }

  private double predicted(String mode, int nodes) {
    CrowdModel crowd = new CrowdModel(nodes, sizeBytes, links);
    return mode.equals("central")
        ? ArrivalPattern.FLASH.central(crowd).seconds()
        : ArrivalPattern.FLASH.simulated(crowd).seconds();
  }

  /** Returns the median of the runs without a failure. */
  private OptionalDouble measured(String mode, int nodes) {
    List<Double> times = new ArrayList<>();
    for (RunResult run : runs) {
      Double last = run.lastSeconds();
      boolean same = run.mode().equals(mode) && run.nodes() == nodes && run.failure().isEmpty();
      if (same && last != null && run.isComplete()) {
        times.add(last);
      }
    }
    return times.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Quantiles.median().compute(times));
  }
}
