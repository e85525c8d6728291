package covey.node.modes;

import java.time.Duration;

/**
 * How a {@link DirectoryClient} treats its hosts.
 *
 * @param host what messages call a host: "tracker" or "member"
 * @param answerTimeout how long to wait for an answer before the host is left
 * @param dialTimeout how long to wait for a connection
 * @param attempts how many hosts are asked one question, one after the other
 * @param amongMembers whether the hosts are members of one directory: late answers are asked of a
 *     second member as well, and a node may stop being a host
 */
record ClientPolicy(
    String host, Duration answerTimeout, Duration dialTimeout, int attempts, boolean amongMembers) {
  private static final Duration TRACKER_TIMEOUT = Duration.ofSeconds(3);

  /** For one of {@code count} trackers: with others to ask, a silent tracker is left earlier. */
  static ClientPolicy trackers(int count) {
    return count > 1
        ? trackers(Duration.ofSeconds(2), Duration.ofSeconds(1))
        : trackers(TRACKER_TIMEOUT, TRACKER_TIMEOUT);
  }

  /** For trackers, with these timeouts. */
  static ClientPolicy trackers(Duration answerTimeout, Duration dialTimeout) {
    return new ClientPolicy("tracker", answerTimeout, dialTimeout, 2, false);
  }

  /** For one of the members. */
  static ClientPolicy members() {
    return new ClientPolicy("member", Duration.ofSeconds(2), Duration.ofMillis(700), 4, true);
  }
}
