package covey.tests.swarm;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The result of a run.
 *
 * @param complete how many of the surviving nodes have the file, byte for byte
 * @param staying how many nodes were not killed
 * @param lastSeconds from the first request until the last of them had it; infinite if one never
 *     had
 * @param meanSeconds the same, the mean of those that have it
 * @param boundSeconds the lower bound of any swarm
 * @param seedCopies bytes the seed sent, over the share's size
 * @param duplicateBytes bytes that surviving nodes received twice
 * @param cpuSeconds processor time of each process by name
 * @param struck how many of the plan's failures happened
 * @param notes failures with their times, and incomplete nodes, for people
 */
record SwarmRun(
    int complete,
    int staying,
    double lastSeconds,
    double meanSeconds,
    double boundSeconds,
    double seedCopies,
    long duplicateBytes,
    Map<String, Double> cpuSeconds,
    int struck,
    String notes) {
  static final String HEADER =
      "complete  T_last  T_mean   bound  ratio  copies  duplicate    CPU  busy  of each process,"
          + " seconds";

  /** Returns whether every surviving node has the file. */
  boolean isComplete() {
    return complete == staying;
  }

  /** Returns {@link #lastSeconds} over the bound. */
  double ratio() {
    return lastSeconds / boundSeconds;
  }

  /** Returns the run with the median time; of an even number, the slower of the two. */
  static SwarmRun median(List<SwarmRun> runs) {
    return runs.stream()
        .sorted(Comparator.comparingDouble(SwarmRun::lastSeconds))
        .toList()
        .get(runs.size() / 2);
  }

  /**
   * Returns a row under {@link #HEADER}. Where "busy" is near 100 %, the processors were the limit.
   */
  @Override
  public String toString() {
    double cpu = cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum();
    return String.format(
        Locale.ROOT,
        "%4d/%-3d %7.2f %7.2f %7.2f %6.3f %7.3f %6d KiB %6.2f %3.0f %%  %s%s",
        complete,
        staying,
        lastSeconds,
        meanSeconds,
        boundSeconds,
        ratio(),
        seedCopies,
        duplicateBytes >> 10,
        cpu,
        100 * cpu / (lastSeconds * Runtime.getRuntime().availableProcessors()),
        cpuSeconds.entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%s %.2f", e.getKey(), e.getValue()))
            .collect(Collectors.joining(" ")),
        notes);
  }
}
