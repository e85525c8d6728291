package covey.node.http;

import covey.node.runtime.NodeControl;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Server-sent events: the list of shares whenever its JSON changes, and a comment as a heartbeat
 * when nothing changes.
 */
final class EventStreams {
  private final NodeControl node;
  private final Semaphore places = new Semaphore(HttpLimits.MAX_LISTENERS);
  private final CountDownLatch closed = new CountDownLatch(1);

  EventStreams(NodeControl node) {
    this.node = node;
  }

  /** Sends events until the client disconnects or the API closes. */
  void send(ApiResponse answer) throws HttpProblem, IOException {
    answer.header("Content-Type", "text/event-stream");
    if (answer.isHead()) {
      answer.empty(200);
      return;
    }
    if (!places.tryAcquire()) {
      throw HttpProblem.unavailable("too many clients listen to events already");
    }
    try (OutputStream out = answer.beginEndless(200)) {
      stream(out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  void close() {
    closed.countDown();
  }

  private void stream(OutputStream out) throws IOException, InterruptedException {
    String sent = "";
    long quietMillis = 0;
    do {
      String now = ApiResponse.GSON.toJson(node.shares());
      quietMillis += HttpLimits.EVENT_MILLIS;
      if (!now.equals(sent)) {
        write(out, "event: shares\ndata: " + now + "\n\n");
        sent = now;
        quietMillis = 0;
      } else if (quietMillis >= HttpLimits.HEARTBEAT_MILLIS) {
        write(out, ": still here\n\n");
        quietMillis = 0;
      }
    } while (!closed.await(HttpLimits.EVENT_MILLIS, TimeUnit.MILLISECONDS));
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
