package covey.tests.crowd;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the directory requests from nodes to hosts over connections, and the bytes both ways.
 * Thread-safe.
 */
final class DirectoryTraffic {
  private static final int FRAME_BYTES = 4;

  private final LongAdder requests = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  void answered(int requestBytes, int replyBytes) {
    requests.increment();
    bytes.add(2L * FRAME_BYTES + requestBytes + replyBytes);
  }

  long requests() {
    return requests.sum();
  }

  long bytes() {
    return bytes.sum();
  }
}
