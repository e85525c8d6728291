package covey.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import covey.node.store.ImportedContent;
import covey.protocol.content.MerkleTree;
import covey.protocol.wire.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a session treats peers that follow the rules, and peers that break them. */
@Timeout(60)
class ShareSessionTest {
  private static final int OURS = 2;
  private static final int PEER = 3;
  private static final int HONEST = 4;

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

  private Stranger peer() throws IOException {
    return Stranger.dialling(node.address(), PEER);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 16384", // begins within a leaf
    "0, 0, 16383", // ends within one
    "0, 49152, 32768", // ends beyond the piece
    "9999, 0, 16384", // of no piece
  })
  void blockOutsideTheShareBansItsSender(int piece, int offset, int length) throws IOException {
    ShareSession session = node.fetching(share);
    try (Stranger peer = peer()) {
      peer.openAsSeed(1, share.id());
      peer.hear(Message.Open.class);
      peer.say(new Message.Block(1, piece, offset, length, true), new byte[length]);

      Message.ErrorMessage error = peer.hear(Message.ErrorMessage.class);
      assertThat(error.code()).isEqualTo(Message.ErrorCode.NOT_ALLOWED);
      assertThat(error.sentence()).contains("block");
      assertThat(session.isBanned(Stranger.id(PEER))).isTrue();
      assertThat(session.peers().open()).isZero();
    }
  }

  @Test
  void bannedPeerIsRefusedWhenItComesBack() throws IOException {
    node.fetching(share);
    try (Stranger peer = peer()) {
      peer.openAsSeed(1, share.id());
      peer.say(new Message.Block(1, 0, 1, 10, true), new byte[10]);
      peer.hear(Message.ErrorMessage.class);
    }
    try (Stranger again = peer()) {
      again.openAsSeed(1, share.id());
      Message.ErrorMessage error = again.hear(Message.ErrorMessage.class);
      assertThat(error.share()).contains(share.id());
    }
  }

  /** We may have closed it while the block was in flight. */
  @Test
  void blockOfAShareThatIsNotOpenIsSkipped() throws IOException {
    ShareSession session = node.fetching(share);
    try (Stranger peer = peer()) {
      peer.openAsSeed(1, share.id());
      peer.hear(Message.Open.class);
      peer.say(new Message.Block(2, 0, 0, 16_384, true), new byte[16_384]);
      peer.say(new Message.Ping(5));
      assertThat(peer.hear(Message.Pong.class).nonce()).isEqualTo(5);
      assertThat(session.isBanned(Stranger.id(PEER))).isFalse();
      assertThat(session.meters().downloadedFrom(Stranger.id(PEER))).isZero();
    }
  }

  @Test
  void wrongInfoBansItsSenderAndAnotherPeerIsAsked() throws Exception {
    ShareSession session = node.fetching(share.id());
    try (Stranger liar = peer();
        TestNode honest = new TestNode(HONEST, temp)) {
      liar.openAsSeed(1, share.id());
      liar.hear(Message.InfoRequest.class);
      ShareSession held = honest.holding(share);
      honest.connections.dial(node.address()).orElseThrow().open(held);
      liar.say(new Message.InfoChunk(1, 0, 10, 10), new byte[10]);

      assertThat(liar.hear(Message.ErrorMessage.class).sentence()).contains("info");
      assertThat(node.completed.await(30, TimeUnit.SECONDS)).as("complete").isTrue();
      assertThat(session.isBanned(Stranger.id(PEER))).isTrue();
      assertThat(session.isBanned(honest.id)).isFalse();
      assertThat(node.downloaded()).hasSameBinaryContentAs(temp.resolve("content.bin"));
    }
  }

  @Test
  void wrongLayerBansItsSender() throws IOException {
    ShareSession session = node.fetching(share.id());
    try (Stranger liar = peer()) {
      liar.openAsSeed(1, share.id());
      liar.hear(Message.InfoRequest.class);
      byte[] info = share.infoBytes();
      liar.say(new Message.InfoChunk(1, 0, info.length, info.length), info);
      Message.LayerRequest asked = liar.hear(Message.LayerRequest.class);
      byte[] layer = new byte[asked.count() * 32];
      liar.say(new Message.LayerChunk(1, asked.file(), asked.first(), layer.length), layer);

      assertThat(liar.hear(Message.ErrorMessage.class).sentence()).contains("layer");
      assertThat(session.isBanned(Stranger.id(PEER))).isTrue();
    }
  }

  @Test
  void closedShareCanBeOpenedAgainOnTheSameConnection() throws IOException {
    node.holding(share);
    byte[] content = Files.readAllBytes(temp.resolve("content.bin"));
    try (Stranger peer = peer()) {
      for (int handle : List.of(1, 2, 1)) {
        peer.openAsReader(handle, share.id());
        assertThat(peer.hear(Message.Open.class).holding()).isInstanceOf(Message.Holding.All.class);
        peer.say(new Message.Request(handle, 0, 0, MerkleTree.LEAF_BYTES));
        Message.Block block = peer.hear(Message.Block.class);
        assertThat(peer.payload(block)).isEqualTo(Arrays.copyOf(content, MerkleTree.LEAF_BYTES));
        peer.say(new Message.Close(handle));
        peer.hear(Message.Close.class);
      }
      assertThat(node.connections.all()).hasSize(1);
    }
  }

  @Test
  void peerThatOpensLateLearnsWhatArrivedSinceOurOpen() throws Exception {
    ShareSession session = node.fetching(share);
    try (Stranger late = Stranger.dialledBy(node, PEER);
        TestNode honest = new TestNode(HONEST, temp)) {
      node.to(Stranger.id(PEER)).orElseThrow().open(session);
      assertThat(late.hear(Message.Open.class).holding()).isInstanceOf(Message.Holding.None.class);
      ShareSession held = honest.holding(share);
      honest.connections.dial(node.address()).orElseThrow().open(held);
      assertThat(node.completed.await(30, TimeUnit.SECONDS)).as("complete").isTrue();

      late.openAsReader(1, share.id());
      assertThat(late.hear(Message.Open.class).holding()).isInstanceOf(Message.Holding.All.class);
    }
  }

  @Test
  void shareThatIsNotHereIsRefusedAndTheConnectionGoesOn() throws IOException {
    try (Stranger peer = peer()) {
      peer.openAsReader(1, share.id());
      Message.ErrorMessage error = peer.hear(Message.ErrorMessage.class);
      assertThat(error.code()).isEqualTo(Message.ErrorCode.UNKNOWN_SHARE);
      assertThat(error.share()).contains(share.id());
      peer.say(new Message.Ping(6));
      assertThat(peer.hear(Message.Pong.class).nonce()).isEqualTo(6);
    }
  }
}
