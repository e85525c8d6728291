package covey.tests.cluster;

import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;

/** Conditions that tests of trackers wait for. */
final class Clusters {
  private static final Duration SOON = Await.PATIENCE;

  private Clusters() {}

  /** Waits until every tracker sees {@code count} members. */
  static void awaitMembers(List<CoveyNode> trackers, int count) {
    for (CoveyNode tracker : trackers) {
      Await.until(
          count + " members at " + tracker.listen(),
          SOON,
          () -> tracker.api().status().get("members").getAsInt() == count);
    }
  }

  /** Waits until {@code passed} has elapsed since {@code sinceNanos}. */
  static void awaitTime(long sinceNanos, Duration passed) {
    Await.until(
        passed + " have passed",
        passed.plus(SOON),
        () -> System.nanoTime() - sinceNanos > passed.toNanos());
  }

  /** Returns a loopback address that is free at the moment. */
  static String freeAddress() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + free.getLocalPort();
    }
  }
}
