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
 * A share of a {@link Swarm}'s seed that is on its way beside others: when it was asked for, when
 * all who asked have it, and what the seed has sent of it.
 */
final class Contest {
  private static final Duration PATIENCE = Await.PATIENCE;

  private final Swarm swarm;
  private final Path file;
  private final String id;
  private final String link;
  private List<CoveyNode> askers = List.of();
  private long askedNanos;

  private Contest(Swarm swarm, Path file) throws IOException {
    this.swarm = swarm;
    this.file = file;
    JsonObject share = swarm.seed().api().add(file);
    id = share.get("id").getAsString();
    link = share.get("link").getAsString();
  }

  /** The seed shares a new file; {@code number} tells it from others. */
  static Contest share(Swarm swarm, long number, long bytes) throws IOException {
    return new Contest(swarm, swarm.file(number, bytes));
  }

  /** Nodes ask for it, at the same moment. */
  void ask(List<CoveyNode> nodes) throws IOException {
    askers = List.copyOf(nodes);
    askedNanos = System.nanoTime();
    Swarm.atOnce(
        nodes.size(),
        nodes.stream()
            .<Swarm.Work<JsonObject>>map(node -> () -> node.api().get(link, node.downloads()))
            .toList());
  }

  /** Waits until all who asked have it; returns how long the last one took. */
  double awaitSeconds() {
    Await.until(file.getFileName() + " is everywhere", PATIENCE, this::isEverywhere);
    return (System.nanoTime() - askedNanos) / 1e9;
  }

  private boolean isEverywhere() {
    return askers.stream()
        .allMatch(node -> Files.exists(node.downloads().resolve(file.getFileName())));
  }

  /** What the seed has sent of it. */
  long sentBytes() throws IOException {
    return swarm.seed().number(id, "uploadedBytes");
  }

  /** Waits until the seed has sent so much of these together. */
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

  /** Takes it off the seed and all who asked, whole or not. */
  void forget() throws IOException {
    for (CoveyNode node : askers) {
      node.api().call("DELETE", "shares/" + id + "?data=true", null);
    }
    swarm.seed().api().call("DELETE", "shares/" + id, null);
    Files.delete(file);
  }
}
