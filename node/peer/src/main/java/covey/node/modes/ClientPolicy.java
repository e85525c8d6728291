package covey.node.modes;

import java.time.Duration;

/**
 * How a {@link DirectoryClient} treats its hosts.
 *
 * @param host the word for a host in messages: "tracker" or "member"
 * @param answerTimeout how long to wait for an answer before abandoning the host
 * @param dialTimeout how long to wait for a connection
 * @param attempts how many hosts to try for one request, one after the other
 * @param amongMembers whether the hosts are members of one directory; if so, a slow request is also
 *     sent to a second member, and a node may stop being a host
 */
record ClientPolicy(
    String host, Duration answerTimeout, Duration dialTimeout, int attempts, boolean amongMembers) {
  private static final Duration TRACKER_TIMEOUT = Duration.ofSeconds(3);

  /**
   * Returns the policy for {@code count} trackers; with more than one, a silent tracker is
   * abandoned sooner.
   */
  static ClientPolicy trackers(int count) {
    return count > 1
        ? trackers(Duration.ofSeconds(2), Duration.ofSeconds(1))
        : trackers(TRACKER_TIMEOUT, TRACKER_TIMEOUT);
  }

  /** Returns the policy for trackers with these timeouts. */
  static ClientPolicy trackers(Duration answerTimeout, Duration dialTimeout) {
    return new ClientPolicy("tracker", answerTimeout, dialTimeout, 2, false);
  }

  /** Returns the policy for members. */
  static ClientPolicy members() {
    return new ClientPolicy("member", Duration.ofSeconds(2), Duration.ofMillis(700), 4, true);
  }
}
