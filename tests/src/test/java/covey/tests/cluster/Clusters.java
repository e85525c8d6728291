package covey.tests.cluster;

import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;

/** What tests of trackers wait for. */
final class Clusters {
  private static final Duration SOON = Await.PATIENCE;

  private Clusters() {}

  /** Waits until all of them see so many. */
  static void awaitMembers(List<CoveyNode> trackers, int count) {
    for (CoveyNode tracker : trackers) {
      Await.until(
          count + " members at " + tracker.listen(),
          SOON,
          () -> tracker.api().status().get("members").getAsInt() == count);
    }
  }

  /** Waits until a time has passed since {@code sinceNanos}. */
  static void awaitTime(long sinceNanos, Duration passed) {
    Await.until(
        passed + " have passed",
        passed.plus(SOON),
        () -> System.nanoTime() - sinceNanos > passed.toNanos());
  }

  /** An address that is free at the moment. */
  static String freeAddress() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + free.getLocalPort();
    }
  }
}
