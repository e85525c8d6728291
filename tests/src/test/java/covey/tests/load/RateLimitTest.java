package covey.tests.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.google.gson.JsonObject;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.Machine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The limits, over ten seconds: the time is what is tested here, so it is waited for. */
@Tag("slow")
class RateLimitTest {
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration MEASURED = Duration.ofSeconds(10);

  @RegisterExtension final Machine machine = new Machine();

  @Test
  void limitsAreHeldWithinFivePercentOverTenSeconds() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 1, 120_000_000);
    CoveyNode slowSender = machine.node("slow-sender", "--mode", "p2p", "--up", "20Mbit");
    CoveyNode fastReader = machine.node("fast-reader", "--mode", "p2p");
    CoveyNode fastSender = machine.node("fast-sender", "--mode", "p2p");
    CoveyNode slowReader = machine.node("slow-reader", "--mode", "p2p", "--down", "4MB");
    String id = begin(file, slowSender, fastReader);
    begin(file, fastSender, slowReader);

    // Past what a limit lets through at once at the start.
    awaitDownloaded(fastReader, id, 4_000_000);
    awaitDownloaded(slowReader, id, 6_000_000);
    long sinceNanos = System.nanoTime();
    long upBefore = fastReader.number(id, "downloadedBytes");
    long downBefore = slowReader.number(id, "downloadedBytes");
    Await.until("ten seconds", SOON, () -> System.nanoTime() - sinceNanos > MEASURED.toNanos());
    long up = fastReader.number(id, "downloadedBytes") - upBefore;
    long down = slowReader.number(id, "downloadedBytes") - downBefore;
    double seconds = (System.nanoTime() - sinceNanos) / 1e9;

    assertThat(up / seconds).as("--up 20Mbit").isCloseTo(2_500_000, withinPercentage(5));
    assertThat(down / seconds).as("--down 4MB").isCloseTo(4_000_000, withinPercentage(5));
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
