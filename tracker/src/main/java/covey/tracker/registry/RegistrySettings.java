package covey.tracker.registry;

import java.time.Duration;

/**
 * How long a registry keeps records, and how many.
 *
 * @param interval the time after which nodes announce again
 * @param lifetime the time after which unrenewed records expire; at least one second
 * @param mostNodes the largest number of nodes
 * @param mostShares the largest number of shares
 * @param mostProviders the largest number of (node, share) pairs
 * @param mostSharesOfNode the largest number of shares of one node
 * @param mostProvidersOfShare the largest number of providers of one share
 */
public record RegistrySettings(
    Duration interval,
    Duration lifetime,
    int mostNodes,
    int mostShares,
    int mostProviders,
    int mostSharesOfNode,
    int mostProvidersOfShare) {

  /** Returns an interval of 30 s, a lifetime of 90 s, and bounds that fit in 1 GiB of heap. */
  public static RegistrySettings defaults() {
    return new RegistrySettings(
        Duration.ofSeconds(30),
        Duration.ofSeconds(90),
        1_000_000,
        1_000_000,
        4_000_000,
        100_000,
        1_000_000);
  }
}
