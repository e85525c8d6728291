package covey.node.compare;

import java.util.List;

/**
 * What a comparison found. The components' names are the keys of {@code results.json}.
 *
 * @param command as it was typed, so that anyone can repeat it
 * @param version of Covey
 * @param machine cores, memory, system and Java, in words
 * @param startedAt ISO-8601, UTC
 * @param complete false if it was ended before all runs were done
 * @param links what every node had
 * @param sizeBytes of what was fetched
 * @param runs in the order in which they were made
 * @param simulated what the simulator or the fluid model says of other numbers of nodes; may be
 *     empty
 * @param updates what it took to bring a changed folder to all; may be empty
 * @param skipped modes in which nothing was measured, and why
 * @param replayed what was recorded of a deployment, told again in other modes: none or one
 */
public record Results(
    String command,
    String version,
    String machine,
    String startedAt,
    boolean complete,
    LinkRates links,
    long sizeBytes,
    List<RunResult> runs,
    List<SimulatedResult> simulated,
    List<UpdateResult> updates,
    List<SkippedMode> skipped,
    List<Replayed> replayed) {
  /** Copies the lists. */
  public Results {
    runs = List.copyOf(runs);
    simulated = List.copyOf(simulated);
    updates = List.copyOf(updates);
    skipped = List.copyOf(skipped);
    replayed = List.copyOf(replayed);
  }
}
