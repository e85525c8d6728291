package covey.node.compare;

import covey.node.theory.Bounds;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How fast links are. The components' names are keys of {@code results.json}.
 *
 * @param upBytesPerSecond what each node may send; if they differ, their mean
 * @param serverUpBytesPerSecond what the server, or without one the publisher, may send
 * @param downBytesPerSecond what each node may receive; 0: no limit
 * @param latencySeconds from any to any other, one way; 0: this machine's
 * @param upsBytesPerSecond what nodes may send that take these uplinks in turn, the first node the
 *     first; empty: all the same
 */
public record LinkRates(
    long upBytesPerSecond,
    long serverUpBytesPerSecond,
    long downBytesPerSecond,
    double latencySeconds,
    List<Long> upsBytesPerSecond) {
  /** Copies the list; results written before there was one have none. */
  public LinkRates(
      long upBytesPerSecond,
      long serverUpBytesPerSecond,
      long downBytesPerSecond,
      double latencySeconds,
      @Nullable List<Long> upsBytesPerSecond) {
    this.upBytesPerSecond = upBytesPerSecond;
    this.serverUpBytesPerSecond = serverUpBytesPerSecond;
    this.downBytesPerSecond = downBytesPerSecond;
    this.latencySeconds = latencySeconds;
    this.upsBytesPerSecond = upsBytesPerSecond == null ? List.of() : List.copyOf(upsBytesPerSecond);
  }

  /** The same uplink for every node. */
  public LinkRates(
      long upBytesPerSecond,
      long serverUpBytesPerSecond,
      long downBytesPerSecond,
      double latencySeconds) {
    this(upBytesPerSecond, serverUpBytesPerSecond, downBytesPerSecond, latencySeconds, List.of());
  }

  /** With uplinks that the nodes take in turn, each more than 0; none: as it is. */
  public LinkRates withUps(List<Long> ups) {
    long mean = ups.isEmpty() ? upBytesPerSecond : sum(ups, ups.size()) / ups.size();
    return new LinkRates(mean, serverUpBytesPerSecond, downBytesPerSecond, latencySeconds, ups);
  }

  /** Whether all uplinks, and the downlink if there is one, let something pass. */
  boolean flows() {
    return upBytesPerSecond > 0
        && serverUpBytesPerSecond > 0
        && downBytesPerSecond >= 0
        && upsBytesPerSecond.stream().allMatch(up -> up > 0);
  }

  /** What the node in a place, 0 .., may send, in bytes a second. */
  long upOf(int node) {
    return upsBytesPerSecond.isEmpty()
        ? upBytesPerSecond
        : upsBytesPerSecond.get(node % upsBytesPerSecond.size());
  }

  /** What the server, or seed, may send, and each of the first so many nodes on average. */
  Bounds.Uplinks uplinks(int nodes) {
    return new Bounds.Uplinks(serverUpBytesPerSecond, allUps(nodes) / nodes);
  }

  /** What the first so many nodes may send together. */
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

  /** The least that a node may send. */
  double slowestUp() {
    return (double)
        (upsBytesPerSecond.isEmpty() ? upBytesPerSecond : Collections.min(upsBytesPerSecond));
  }
}
