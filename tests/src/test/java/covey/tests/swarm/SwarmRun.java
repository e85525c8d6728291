package covey.tests.swarm;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a run went.
 *
 * @param complete how many of the nodes that stay have all of it, byte for byte
 * @param staying how many nodes were not killed
 * @param lastSeconds from the first request until the last of them had it; infinite if some never
 * @param meanSeconds the same, the mean of those that have it
 * @param boundSeconds what no swarm can beat
 * @param seedCopies what the seed sent, over the share's size
 * @param duplicateBytes what arrived although it was there, at all nodes that stay
 * @param cpuSeconds what each process took, by its name
 * @param struck how many of the plan's failures came about; one whose time never came did not
 * @param notes who was killed and when, and what nodes that are not complete have, for people
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
      "complete  T_last  T_mean   bound  ratio  copies  duplicate    CPU  busy  of each process, seconds";

  /** Whether every node that stays has all of it. */
  boolean isComplete() {
    return complete == staying;
  }

  /** {@link #lastSeconds} over the bound. */
  double ratio() {
    return lastSeconds / boundSeconds;
  }

  /** The run whose time of the last is the median; of an even number, the later of the two. */
  static SwarmRun median(List<SwarmRun> runs) {
    return runs.stream()
        .sorted(Comparator.comparingDouble(SwarmRun::lastSeconds))
        .toList()
        .get(runs.size() / 2);
  }

  /**
   * A row under {@link #HEADER}. Where the processors were busy with the swarm for most of the run,
   * they are what was measured.
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
