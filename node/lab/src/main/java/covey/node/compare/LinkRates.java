package covey.node.compare;

import covey.node.theory.Bounds;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * The rates of links. The names of the components are keys of {@code results.json}.
 *
 * @param upBytesPerSecond the uplink of each node; the mean if they differ
 * @param serverUpBytesPerSecond the uplink of the server, or of the publisher if there is no server
 * @param downBytesPerSecond the downlink of each node; 0 for no limit
 * @param latencySeconds one-way latency between any two nodes; 0 for that of this machine
 * @param upsBytesPerSecond uplinks that the nodes take in turn, starting with the first node; empty
 *     if all are the same
 */
public record LinkRates(
    long upBytesPerSecond,
    long serverUpBytesPerSecond,
    long downBytesPerSecond,
    double latencySeconds,
    List<Long> upsBytesPerSecond) {
  /** Copies the list, which is missing in results of earlier versions. */
  public LinkRates {
    upsBytesPerSecond = List.copyOf(Objects.requireNonNullElse(upsBytesPerSecond, List.of()));
  }

  /** Rates with the same uplink for every node. */
  public LinkRates(
      long upBytesPerSecond,
      long serverUpBytesPerSecond,
      long downBytesPerSecond,
      double latencySeconds) {
    this(upBytesPerSecond, serverUpBytesPerSecond, downBytesPerSecond, latencySeconds, List.of());
  }

  /**
   * Returns these rates with uplinks that the nodes take in turn, each more than 0; none changes
   * nothing.
   */
  public LinkRates withUps(List<Long> ups) {
    long mean = ups.isEmpty() ? upBytesPerSecond : sum(ups, ups.size()) / ups.size();
    return new LinkRates(mean, serverUpBytesPerSecond, downBytesPerSecond, latencySeconds, ups);
  }

  /** Reports whether all uplinks and the downlink are positive or unlimited. */
  boolean flows() {
    return upBytesPerSecond > 0
        && serverUpBytesPerSecond > 0
        && downBytesPerSecond >= 0
        && upsBytesPerSecond.stream().allMatch(up -> up > 0);
  }

  /** The uplink of node {@code node}, from 0, in bytes per second. */
  long upOf(int node) {
    return upsBytesPerSecond.isEmpty()
        ? upBytesPerSecond
        : upsBytesPerSecond.get(node % upsBytesPerSecond.size());
  }

  /** The uplink of the server or seed, and the mean uplink of the first {@code nodes} nodes. */
  Bounds.Uplinks uplinks(int nodes) {
    return new Bounds.Uplinks(serverUpBytesPerSecond, allUps(nodes) / nodes);
  }

  /** The sum of the uplinks of the first {@code nodes} nodes. */
  double allUps(int nodes) {
    int turn = upsBytesPerSecond.size();
    if (turn == 0) {
      return (double) upBytesPerSecond * nodes;
    }
    long turns = nodes / turn;
    return (double) turns * sum(upsBytesPerSecond, turn) + sum(upsBytesPerSecond, nodes % turn);
  }

  private static long sum(List<Long> ups, int first) {
    return ups.stream().limit(first).mapToLong(Long::longValue).sum();
  }

  /** The slowest uplink of a node. */
  double slowestUp() {
    return (double)
        (upsBytesPerSecond.isEmpty() ? upBytesPerSecond : Collections.min(upsBytesPerSecond));
  }
}
