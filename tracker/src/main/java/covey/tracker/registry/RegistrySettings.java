package covey.tracker.registry;

import java.time.Duration;

/**
 * How long and how much a registry remembers.
 *
 * @param interval after which nodes announce again
 * @param lifetime after which records that were not renewed expire; at least a second
 * @param mostNodes nodes in all
 * @param mostShares shares in all
 * @param mostProviders pairs of a node and a share in all
 * @param mostSharesOfNode shares of one node
 * @param mostProvidersOfShare nodes of one share
 */
public record RegistrySettings(
    Duration interval,
    Duration lifetime,
    int mostNodes,
    int mostShares,
    int mostProviders,
    int mostSharesOfNode,
    int mostProvidersOfShare) {

  /** 30 s and 90 s; bounds that a gigabyte of heap holds. */
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
