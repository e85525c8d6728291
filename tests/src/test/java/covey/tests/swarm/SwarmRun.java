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
 * @param times when nodes had the file
 * @param seedCopies bytes the seed sent, over the share's size
 * @param duplicateBytes bytes that surviving nodes received twice
 * @param cpuSeconds processor time of each process by name
 * @param failures what the plan's failures did
 */
record SwarmRun(
    int complete,
    int staying,
    Times times,
    double seedCopies,
    long duplicateBytes,
    Map<String, Double> cpuSeconds,
    Failures failures) {
  /**
   * Times in seconds from the first request.
   *
   * @param lastSeconds when the last surviving node had the file; infinite if one never had
   * @param meanSeconds the mean of those that have it
   * @param boundSeconds the lower bound of any swarm
   */
  record Times(double lastSeconds, double meanSeconds, double boundSeconds) {}

  /**
   * The failures that were planned.
   *
   * @param happened how many of them happened
   * @param notes failures with their times, and incomplete nodes, for people
   */
  record Failures(int happened, String notes) {}

  static final String HEADER =
      "complete  T_last  T_mean   bound  ratio  copies  duplicate    CPU  busy  of each process,"
          + " seconds";

  /** Returns whether every surviving node has the file. */
  boolean isComplete() {
    return complete == staying;
  }

  /** Returns the last time over the bound. */
  double ratio() {
    return times.lastSeconds / times.boundSeconds;
  }

  /** Returns the run with the median time; of an even number, the slower of the two. */
  static SwarmRun median(List<SwarmRun> runs) {
    return runs.stream()
        .sorted(Comparator.comparingDouble(run -> run.times.lastSeconds))
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
        times.lastSeconds,
        times.meanSeconds,
        times.boundSeconds,
        ratio(),
        seedCopies,
        duplicateBytes >> 10,
        cpu,
        100 * cpu / (times.lastSeconds * Runtime.getRuntime().availableProcessors()),
        cpuSeconds.entrySet().stream()
            .map(e -> String.format(Locale.ROOT, "%s %.2f", e.getKey(), e.getValue()))
            .collect(Collectors.joining(" ")),
        failures.notes);
  }
}
