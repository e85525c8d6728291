package covey.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import covey.node.store.ImportedContent;
import covey.protocol.wire.Message;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Peers that request without reading. */
@Timeout(60)
class GreedyPeerTest {
  private static final int OURS = 2;
  private static final int PEER = 3;
  private static final long SILENCE_NANOS = Duration.ofSeconds(30).toNanos();

  @TempDir Path temp;

  private ImportedContent share;
  private TestNode node;

  @BeforeEach
  void open() throws IOException {
    share = TestNode.content(temp);
    node = new TestNode(OURS, temp);
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  @Test
  void peerThatRequestsWithoutReadingIsNotReadEither() throws Exception {
    node.holding(share);
    try (Stranger greedy = Stranger.dialling(node.address(), PEER)) {
      greedy.openAsReader(1, share.id());
      greedy.hear(Message.Open.class);
      int requests = 300_000; // the answers do not fit into the buffers of the sockets
      CompletableFuture<Void> requesting =
          CompletableFuture.runAsync(() -> requestInfo(greedy, requests));
      ConnectionWriter writer = node.to(Stranger.id(PEER)).orElseThrow().writer();
      awaitThat(() -> writer.waitingChunks() >= ConnectionWriter.MOST_CHUNKS);
      for (int i = 0; i < requests; i++) {
        assertThat(writer.waitingChunks()).isLessThanOrEqualTo(ConnectionWriter.MOST_CHUNKS);
        greedy.payload(greedy.hear(Message.InfoChunk.class));
      }
      requesting.get(30, TimeUnit.SECONDS);
    }
  }

  private static void requestInfo(Stranger peer, int requests) {
    try {
      for (int i = 0; i < requests; i++) {
        peer.say(new Message.InfoRequest(1, 0, 1 << 20));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitThat(BooleanSupplier condition) {
    long endNanos = System.nanoTime() + SILENCE_NANOS;
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited for 30 s").isLessThan(endNanos);
      Thread.onSpinWait();
    }
  }
}
