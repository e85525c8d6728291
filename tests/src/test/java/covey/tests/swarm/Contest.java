package covey.tests.swarm;

import com.google.gson.JsonObject;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A share that a {@link SwarmProcesses}'s seed sends while it sends others: measures the time until
 * all its downloaders have it, and the bytes the seed sent.
 */
final class Contest {
  private static final Duration PATIENCE = Await.PATIENCE;

  private final SwarmProcesses swarm;
  private final Path file;
  private final String id;
  private final String link;
  private List<CoveyNode> askers = List.of();
  private long askedNanos;

  private Contest(SwarmProcesses swarm, Path file) throws IOException {
    this.swarm = swarm;
    this.file = file;
    JsonObject share = swarm.seed().api().add(file);
    id = share.get("id").getAsString();
    link = share.get("link").getAsString();
  }

  /** Shares a new file from the seed; {@code number} distinguishes it from others. */
  static Contest share(SwarmProcesses swarm, long number, long bytes) throws IOException {
    return new Contest(swarm, swarm.file(number, bytes));
  }

  /** Starts the downloads of these nodes at the same moment. */
  void ask(List<CoveyNode> nodes) throws IOException {
    askers = List.copyOf(nodes);
    askedNanos = System.nanoTime();
    SwarmProcesses.atOnce(
        nodes.size(),
        nodes.stream()
            .<SwarmProcesses.Work<JsonObject>>map(
                node -> () -> node.api().get(link, node.downloads()))
            .toList());
  }

  /** Waits until all downloads are complete; returns the duration of the slowest. */
  double awaitSeconds() {
    Await.until(file.getFileName() + " is everywhere", PATIENCE, this::isEverywhere);
    return (System.nanoTime() - askedNanos) / 1e9;
  }

  private boolean isEverywhere() {
    return askers.stream()
        .allMatch(node -> Files.exists(node.downloads().resolve(file.getFileName())));
  }

  /** Returns the bytes of it that the seed has sent. */
  long sentBytes() throws IOException {
    return swarm.seed().number(id, "uploadedBytes");
  }

  /** Waits until the seed has sent {@code bytes} of these shares together. */
  static void awaitSent(long bytes, Contest... contests) {
    Await.until(
        "the seed has sent " + bytes + " bytes",
        PATIENCE,
        () -> {
          long sum = 0;
          for (Contest contest : contests) {
            sum += contest.sentBytes();
          }
          return sum >= bytes;
        });
  }

  /** Removes it from the seed and the downloaders, complete or not. */
  void forget() throws IOException {
    for (CoveyNode node : askers) {
      node.api().call("DELETE", "shares/" + id + "?data=true", null);
    }
    swarm.seed().api().call("DELETE", "shares/" + id, null);
    Files.delete(file);
  }
}
