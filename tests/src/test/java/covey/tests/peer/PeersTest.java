package covey.tests.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import covey.protocol.content.ShareId;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import covey.protocol.wire.ShareInfoCodec;
import covey.protocol.wire.WireConnection;
import covey.protocol.wire.WireDialer;
import covey.protocol.wire.WireListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The wire code understands these peers: they break only the rules that they intend to break. */
class PeersTest {
  private static final byte[] BLOCK = {1, 2, 3, 4, 5};

  private final LocalNode local =
      new LocalNode(NodeId.random(new SecureRandom()), "", "test/1", List::of);

  @Test
  void everyHostileInfoIsRefusedAndAHarmlessOneIsNot() {
    assertThat(ShareInfoCodec.decode(HostileInfo.harmless()))
        .isInstanceOf(ShareInfoCodec.Valid.class);
    for (HostileInfo hostile : HostileInfo.all()) {
      assertThat(ShareInfoCodec.decode(hostile.info()))
          .as(hostile.what())
          .isInstanceOf(ShareInfoCodec.Malformed.class);
    }
  }

  @Test
  void strangeShareServesItsBytesUnderTheirTrueId() throws IOException {
    byte[] info = HostileInfo.harmless();
    ShareId id = ShareInfoCodec.id(info);
    try (StrangeShare strange = StrangeShare.of(info);
        WireConnection connection = dial(strange.address())) {
      connection.send(new Message.Open(7, id, new Message.Holding.None(), true, false));
      assertThat(connection.receive())
          .isEqualTo(new Message.Open(1, id, new Message.Holding.All(), false, true));

      connection.send(new Message.InfoRequest(7, 2, 1_000));
      assertThat(connection.receive())
          .isEqualTo(new Message.InfoChunk(1, 2, info.length, info.length - 2));
      assertThat(payload(connection, info.length - 2))
          .isEqualTo(ByteBuffer.wrap(info, 2, info.length - 2));
      assertThat(strange.id()).isEqualTo(id.toString());
    }
  }

  @Test
  void corruptingPeerChangesTheBytesOfBlocksAndItsIdAndNothingElse() throws IOException {
    LocalNode holder = new LocalNode(NodeId.random(new SecureRandom()), "", "honest/1", List::of);
    Message have = new Message.Have(3, List.of(1, 2));
    Message block = new Message.Block(3, 9, 16, BLOCK.length, true);
    try (WireListener listener =
            WireListener.open(
                HostAndPort.fromString("127.0.0.1:0"), holder, c -> say(c, have, block));
        CorruptingPeer corrupting = CorruptingPeer.inFrontOf(listener.address().toString(), 1);
        WireConnection connection = dial(corrupting.address())) {
      assertThat(connection.remote().node()).isNotEqualTo(holder.id());
      assertThat(connection.remote().agent()).isEqualTo("honest/1");
      assertThat(connection.remote().listen())
          .containsExactly(HostAndPort.fromString(corrupting.address()));
      assertThat(connection.receive()).isEqualTo(have);
      assertThat(connection.receive()).isEqualTo(block);
      assertThat(payload(connection, BLOCK.length)).isNotEqualTo(ByteBuffer.wrap(BLOCK));
      assertThat(corrupting.corruptedBytes()).isEqualTo(BLOCK.length);
    }
  }

  private static void say(WireConnection connection, Message have, Message block) {
    try {
      connection.send(have);
      connection.send(block, ByteBuffer.wrap(BLOCK));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private WireConnection dial(String address) throws IOException {
    return WireDialer.dial(HostAndPort.fromString(address), Duration.ofSeconds(5), local);
  }

  private static ByteBuffer payload(WireConnection connection, int bytes) throws IOException {
    ByteBuffer payload = ByteBuffer.allocate(bytes);
    connection.readPayload(payload);
    return payload.flip();
  }
}
