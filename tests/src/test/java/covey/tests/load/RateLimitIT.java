package covey.tests.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.Measured;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rate limits over some seconds: transfers never exceed them, however fast the machine. */
class RateLimitIT {
  private static final Duration SOON = Await.PATIENCE;
  private static final int UP_BYTES_PER_SECOND = 2_500_000;
  private static final int DOWN_BYTES_PER_SECOND = 4_000_000;
  private static final long MEASURED_BYTES = 20_000_000;

  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void noMoreThanTheLimitsGoesThrough() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 1, 120_000_000);
    CoveyNode slowSender = machine.node("slow-sender", "--mode", "p2p", "--up", "20Mbit");
    CoveyNode fastReader = machine.node("fast-reader", "--mode", "p2p");
    CoveyNode fastSender = machine.node("fast-sender", "--mode", "p2p");
    CoveyNode slowReader = machine.node("slow-reader", "--mode", "p2p", "--down", "4MB");
    String id = begin(file, slowSender, fastReader);
    begin(file, fastSender, slowReader);

    // Skips the burst that a limit allows at the start.
    awaitDownloaded(fastReader, id, 4_000_000);
    awaitDownloaded(slowReader, id, 6_000_000);
    long sinceNanos = System.nanoTime();
    long upBefore = fastReader.number(id, "downloadedBytes");
    long downBefore = slowReader.number(id, "downloadedBytes");
    awaitDownloaded(slowReader, id, downBefore + MEASURED_BYTES);
    long up = fastReader.number(id, "downloadedBytes") - upBefore;
    long down = slowReader.number(id, "downloadedBytes") - downBefore;
    double seconds = (System.nanoTime() - sinceNanos) / 1e9;

    check("--up 20Mbit", up / seconds, UP_BYTES_PER_SECOND);
    check("--down 4MB", down / seconds, DOWN_BYTES_PER_SECOND);
  }

  private static void check(String limit, double bytesPerSecond, int limitBytesPerSecond) {
    assertThat(bytesPerSecond).as(limit).isPositive().isLessThan(1.05 * limitBytesPerSecond);
    Measured.between(limit + ", of the limit", bytesPerSecond / limitBytesPerSecond, 0.95, 1.05);
  }

  private static String begin(Path file, CoveyNode from, CoveyNode to) throws IOException {
    JsonObject share = from.api().add(file);
    to.api().get(share.get("link").getAsString(), to.downloads());
    return share.get("id").getAsString();
  }

  private static void awaitDownloaded(CoveyNode node, String id, long bytes) {
    Await.until(
        bytes + " bytes at " + node.listen(),
        SOON,
        () -> node.number(id, "downloadedBytes") >= bytes);
  }
}
