package covey.node.compare;

import covey.node.runtime.FlatJson.Flat;
import java.util.List;

/**
 * Everything that a comparison found. The names of the components are the keys of {@code
 * results.json}.
 *
 * @param runs in the order in which they were made
 * @param simulated predictions by the simulator or the fluid model for other numbers of nodes; may
 *     be empty
 * @param updates the updates of a changed folder; may be empty
 * @param skipped the modes in which nothing was measured, and why
 * @param replayed a recorded deployment, replayed in other modes: none or one
 */
public record Results(
    @Flat Provenance provenance,
    @Flat Workload workload,
    List<RunResult> runs,
    List<SimulatedResult> simulated,
    List<UpdateResult> updates,
    List<SkippedMode> skipped,
    List<ReplayResult> replayed) {
  /** Copies the lists. */
  public Results {
    runs = List.copyOf(runs);
    simulated = List.copyOf(simulated);
    updates = List.copyOf(updates);
    skipped = List.copyOf(skipped);
    replayed = List.copyOf(replayed);
  }

  /**
   * Where the results come from.
   *
   * @param command as it was typed, so that anyone can repeat it
   * @param version of Covey
   * @param machine cores, memory, system and Java, in words
   * @param startedAt ISO-8601, UTC
   * @param complete false if the comparison ended before all runs were made
   */
  public record Provenance(
      String command, String version, String machine, String startedAt, boolean complete) {}

  /**
   * What was fetched over which links.
   *
   * @param links of every node
   * @param sizeBytes of the share
   */
  public record Workload(LinkRates links, long sizeBytes) {}

  /** Results of a replay alone. */
  public static Results ofReplay(Provenance provenance, LinkRates links, ReplayResult replayed) {
    return new Results(
        provenance,
        new Workload(links, replayed.recording().sizeBytes()),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(replayed));
  }

  /** The links of every node. */
  public LinkRates links() {
    return workload.links();
  }

  /** The size of the share. */
  public long sizeBytes() {
    return workload.sizeBytes();
  }

  /** Reports whether all runs were made. */
  public boolean isComplete() {
    return provenance.complete();
  }
}
