package covey.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import covey.node.store.ImportedContent;
import covey.node.store.PieceStore;
import covey.protocol.content.MerkleTree;
import covey.protocol.wire.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Swarm core and store agree again after the disk failed, or files were changed and verified. */
@Timeout(60)
class StoreAgreementTest {
  private static final int OURS = 2;
  private static final int READER = 3;
  private static final int HONEST = 4;

  @TempDir Path temp;

  private ImportedContent share;
  private TestNode node;
  private TestNode honest;
  private ShareSession served;
  private final AtomicInteger bans = new AtomicInteger();

  @BeforeEach
  void open() throws IOException {
    share = TestNode.content(temp);
    node = new TestNode(OURS, temp);
    honest = new TestNode(HONEST, temp);
    served = honest.holding(share);
    honest.whenBanned = bans::incrementAndGet;
  }

  @AfterEach
  void close() throws IOException {
    node.close();
    honest.close();
  }

  private void connect() {
    honest.connections.dial(node.address()).orElseThrow().open(served);
  }

  private static <T> T await(BlockingQueue<T> queue) throws Exception {
    return Objects.requireNonNull(queue.poll(30, TimeUnit.SECONDS), "nothing within 30 s");
  }

  /** As a user would: a failure that was still under way pauses the share once more. */
  private void resumeUntilComplete(ShareSession session) throws InterruptedException {
    do {
      session.pause(false);
    } while (!node.completed.await(100, TimeUnit.MILLISECONDS));
  }

  private static Path workFolder(Path downloads) throws IOException {
    try (var files = Files.list(downloads)) {
      return files.filter(Files::isDirectory).findFirst().orElseThrow();
    }
  }

  @Test
  void downloadCompletesOnceTheDiskThatRefusedAWriteTakesItAgain() throws Exception {
    ShareSession session = node.fetching(share);
    Path inTheWay = Files.createDirectory(workFolder(node.downloads()).resolve("0"));
    connect();
    assertThat(await(node.failures)).isInstanceOf(IOException.class);

    Files.delete(inTheWay);
    resumeUntilComplete(session);
    assertThat(node.downloaded()).hasSameBinaryContentAs(temp.resolve("content.bin"));
    assertThat(bans).hasValue(0);
  }

  @Test
  void touchedFileIsServedAgainOnceItIsVerifiedAndNobodyIsBanned() throws Exception {
    ShareSession session = node.fetching(share);
    PieceStore store = Objects.requireNonNull(session.store());
    connect();
    assertThat(node.completed.await(30, TimeUnit.SECONDS)).as("complete").isTrue();
    honest.to(node.id).orElseThrow().close("test");
    while (!session.connections().isEmpty()) {
      Thread.onSpinWait();
    }
    Files.setLastModifiedTime(node.downloaded(), FileTime.fromMillis(1_000_000));
    try (Stranger first = reader()) {
      assertThat(holdsAll(first)).isTrue();
      first.say(new Message.Request(1, 0, 0, MerkleTree.LEAF_BYTES));
      assertThat(await(node.lost)).isEqualTo(store.geometry().pieceCount());
    }

    session.pause(true);
    assertThat(store.reverify(_ -> {})).isZero();
    session.reconcile();
    session.pause(false);
    connect();
    try (Stranger reader = reader()) {
      assertServesAll(reader, store);
    }
    assertThat(bans).hasValue(0);
    assertThat(served.isBanned(node.id)).isFalse();
  }

  @Test
  void pieceWhoseFileCouldNotBeMovedIntoPlaceIsServedAfterTheNextCheckpoint() throws Exception {
    ShareSession session = node.fetching(share);
    PieceStore store = Objects.requireNonNull(session.store());
    Files.writeString(node.downloaded(), "in the way");
    connect();
    assertThat(await(node.failures)).hasMessageContaining("in the way");

    Files.delete(node.downloaded());
    resumeUntilComplete(session);
    store.checkpoint();
    assertThat(store.isComplete()).isTrue();
    try (Stranger reader = reader()) {
      assertServesAll(reader, store);
    }
    assertThat(bans).hasValue(0);
  }

  private Stranger reader() throws IOException {
    Stranger reader = Stranger.dialling(node.address(), READER);
    reader.openAsReader(1, share.id());
    return reader;
  }

  private void assertServesAll(Stranger reader, PieceStore store) throws IOException {
    byte[] content = Files.readAllBytes(temp.resolve("content.bin"));
    assertThat(holdsAll(reader)).isTrue();
    for (int piece = 0; piece < store.geometry().pieceCount(); piece++) {
      reader.say(new Message.Request(1, piece, 0, MerkleTree.LEAF_BYTES));
      Message.Block block = reader.hear(Message.Block.class);
      int from = (int) store.geometry().offsetInFile(block.piece());
      assertThat(reader.payload(block))
          .isEqualTo(Arrays.copyOfRange(content, from, from + MerkleTree.LEAF_BYTES));
    }
  }

  /** Hears Opens until one says that everything is there. */
  private static boolean holdsAll(Stranger reader) throws IOException {
    while (!(reader.hear(Message.Open.class).holding() instanceof Message.Holding.All)) {
      // An Open that was sent before the share was verified.
    }
    return true;
  }
}
