package covey.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.wire.FrameCodec.Decoded;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DirectoryCodecTest {
  static List<DirectoryVerb> verbs() {
    return Samples.verbs();
  }

  static List<DirectoryAnswer> answers() {
    return Samples.answers();
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void aRequestIsTheSameBytesAsOverAConnection(DirectoryVerb verb) {
    byte[] bytes = DirectoryCodec.encodeRequest(7, verb);

    Message message = new Message.DirectoryRequest(7, verb);
    assertThat(FrameCodec.encode(message).position(4)).isEqualTo(ByteBuffer.wrap(bytes));
    assertThat(decodedInTheMiddle(bytes)).isEqualTo(new Decoded.Valid(message));
  }

  @ParameterizedTest
  @MethodSource("answers")
  void aReplyIsTheSameBytesAsOverAConnection(DirectoryAnswer answer) {
    byte[] bytes = DirectoryCodec.encodeReply(8, answer);

    Message message = new Message.DirectoryReply(8, answer);
    assertThat(FrameCodec.encode(message).position(4)).isEqualTo(ByteBuffer.wrap(bytes));
    assertThat(decodedInTheMiddle(bytes)).isEqualTo(new Decoded.Valid(message));
  }

  @Test
  void otherMessagesAreMalformedHere() {
    byte[] ping = FrameCodec.encode(new Message.Ping(1)).array();

    assertThat(DirectoryCodec.decode(ping, 4, ping.length - 4))
        .isEqualTo(new Decoded.Malformed("expected a directory message, got Ping"));
  }

  @Test
  void eachFailureCodeArrivesAsItWasSent() {
    for (DirectoryAnswer.FailureCode code : DirectoryAnswer.FailureCode.values()) {
      DirectoryAnswer failed = new DirectoryAnswer.Failed(code, "why");
      byte[] bytes = DirectoryCodec.encodeReply(1, failed);

      assertThat(DirectoryCodec.decode(bytes, 0, bytes.length))
          .isEqualTo(new Decoded.Valid(new Message.DirectoryReply(1, failed)));
    }
  }

  private static Decoded decodedInTheMiddle(byte[] bytes) {
    byte[] wide = new byte[bytes.length + 20];
    Arrays.fill(wide, (byte) -1);
    System.arraycopy(bytes, 0, wide, 9, bytes.length);
    return DirectoryCodec.decode(wide, 9, bytes.length);
  }
}
