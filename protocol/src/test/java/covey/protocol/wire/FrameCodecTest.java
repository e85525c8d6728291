package covey.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.OrderAnswer;
import covey.protocol.directory.OrderVerb;
import covey.protocol.directory.RendezvousAnswer;
import covey.protocol.directory.RendezvousVerb;
import covey.protocol.directory.ShareRecord;
import covey.protocol.wire.FrameCodec.Decoded;
import covey.protocol.wire.proto.DepositState;
import covey.protocol.wire.proto.DirectoryReply;
import covey.protocol.wire.proto.DirectoryRequest;
import covey.protocol.wire.proto.Frame;
import covey.protocol.wire.proto.Ping;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FrameCodecTest {
  private static final UnknownFieldSet FROM_THE_FUTURE =
      UnknownFieldSet.newBuilder()
          .addField(
              900,
              UnknownFieldSet.Field.newBuilder()
                  .addLengthDelimited(ByteString.copyFromUtf8("new"))
                  .build())
          .build();

  static List<Message> messages() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyMessageRoundTrips(Message message) {
    ByteBuffer encoded = FrameCodec.encode(message);

    assertThat(encoded.getInt()).isEqualTo(encoded.remaining());
    assertThat(FrameCodec.decode(encoded)).isEqualTo(new Decoded.Valid(message));
  }

  @Test
  void theSamplesHaveEveryKindOfMessage() {
    Set<Class<?>> expected = new HashSet<>();
    Collections.addAll(expected, Message.class.getPermittedSubclasses());
    expected.remove(Message.Unknown.class);
    Collections.addAll(expected, Message.Holding.class.getPermittedSubclasses());
    for (Class<?> group :
        List.of(
            DirectoryVerb.class,
            OrderVerb.class,
            RendezvousVerb.class,
            DirectoryAnswer.class,
            OrderAnswer.class,
            RendezvousAnswer.class)) {
      Collections.addAll(expected, group.getPermittedSubclasses());
    }
    // The groups, and what is itself divided.
    expected.removeIf(type -> type.isInterface());

    Set<Class<?>> sampled = new HashSet<>();
    for (Message message : Samples.all()) {
      sampled.add(message.getClass());
      switch (message) {
        case Message.Open open -> sampled.add(open.holding().getClass());
        case Message.DirectoryRequest request -> sampled.add(request.verb().getClass());
        case Message.DirectoryReply reply -> sampled.add(reply.answer().getClass());
        default -> {}
      }
    }
    assertThat(sampled).isEqualTo(expected);
  }

  @Test
  void severalMessagesAreEncodedOneAfterTheOther() {
    ByteBuffer both =
        FrameCodec.encode(List.of(new Message.Close(1), new Message.Have(2, List.of(3))));

    ByteBuffer first = both.slice(4, both.getInt(0));
    ByteBuffer second = both.slice(first.limit() + 8, both.getInt(first.limit() + 4));
    assertThat(FrameCodec.decode(first)).isEqualTo(new Decoded.Valid(new Message.Close(1)));
    assertThat(FrameCodec.decode(second))
        .isEqualTo(new Decoded.Valid(new Message.Have(2, List.of(3))));
    assertThat(both.limit()).isEqualTo(8 + first.limit() + second.limit());
  }

  @Test
  void anUnknownBodyIsAnUnknownMessage() {
    Frame frame = Frame.newBuilder().setUnknownFields(FROM_THE_FUTURE).build();

    assertThat(decoded(frame)).isEqualTo(new Decoded.Valid(new Message.Unknown()));
  }

  @Test
  void unknownFieldsAreIgnored() {
    Frame frame =
        Frame.newBuilder()
            .setPing(Ping.newBuilder().setNonce(5).setUnknownFields(FROM_THE_FUTURE))
            .setUnknownFields(FROM_THE_FUTURE)
            .build();

    assertThat(decoded(frame)).isEqualTo(new Decoded.Valid(new Message.Ping(5)));
  }

  @Test
  void messagesOfALaterVersionAreUnknown() {
    Frame verb =
        Frame.newBuilder().setDirectoryRequest(DirectoryRequest.newBuilder().setId(1)).build();
    Frame state =
        Frame.newBuilder().setDepositState(DepositState.newBuilder().setStateValue(99)).build();
    Frame error =
        Frame.newBuilder()
            .setError(covey.protocol.wire.proto.Error.newBuilder().setCodeValue(99))
            .build();

    assertThat(decoded(verb)).isEqualTo(new Decoded.Valid(new Message.Unknown()));
    assertThat(decoded(state)).isEqualTo(new Decoded.Valid(new Message.Unknown()));
    assertThat(decoded(error))
        .isEqualTo(
            new Decoded.Valid(
                new Message.ErrorMessage(Message.ErrorCode.INTERNAL, "", 0, Optional.empty())));
  }

  @Test
  void anAnswerOfALaterVersionIsAFailedOne() {
    Frame frame =
        Frame.newBuilder().setDirectoryReply(DirectoryReply.newBuilder().setId(4)).build();

    assertThat(decoded(frame))
        .isInstanceOfSatisfying(
            Decoded.Valid.class,
            valid ->
                assertThat(((Message.DirectoryReply) valid.message()).answer())
                    .isInstanceOf(DirectoryAnswer.Failed.class));
  }

  @Test
  void controlAndFormatCharactersInTextAreReplaced() {
    Message sent = new Message.Goodbye("a\u001b[2Jb\nc\u202ed\u0085e\u2028f\u200dg é 日");

    assertThat(decodedMessage(sent))
        .isEqualTo(new Message.Goodbye("a\uFFFD[2Jb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\u200dg é 日"));
  }

  @Test
  void longTextIsCutBetweenCharacters() {
    Message sent = new Message.Goodbye("x" + "日".repeat(1_000));

    String received = ((Message.Goodbye) decodedMessage(sent)).reason();

    assertThat(received).isEqualTo("x" + "日".repeat(341));
    assertThat(received.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(WireLimits.TEXT_BYTES);
  }

  @Test
  void theLargestValidMessagesFitTheirLimits() {
    NodeRecord node =
        new NodeRecord(
            Samples.NODE, Collections.nCopies(WireLimits.ADDRESSES, Samples.ADDRESS), "t/1");
    ShareRecord share = new ShareRecord(Samples.SHARE, "n".repeat(255), Long.MAX_VALUE, true);
    Message announce =
        new Message.DirectoryRequest(
            1,
            new DirectoryVerb.Announce(
                node, Collections.nCopies(WireLimits.ANNOUNCED_SHARES, share)));
    Message lookedUp =
        new Message.DirectoryReply(
            1,
            new DirectoryAnswer.LookedUp(
                Optional.of(share),
                Collections.nCopies(
                    WireLimits.PROVIDERS, new DirectoryAnswer.Provider(node, true, false))));
    Message have =
        new Message.Have(1, Collections.nCopies(WireLimits.HAVE_PIECES, Integer.MAX_VALUE));

    for (Message message : List.of(announce, lookedUp, have)) {
      assertThat(decodedMessage(message)).isEqualTo(message);
    }
  }

  @Test
  void encodingTooLargeAMessageThrows() {
    ByteBuffer bitfield = ByteBuffer.allocate(WireLimits.MESSAGE_BYTES);
    Message open =
        new Message.Open(1, Samples.SHARE, new Message.Holding.Some(bitfield), true, true);

    assertThatIllegalStateException().isThrownBy(() -> FrameCodec.encode(open));
    assertThatIllegalStateException().isThrownBy(() -> FrameCodec.encode(new Message.Unknown()));
  }

  @Test
  void anEncodedBitfieldIsNotConsumed() {
    ByteBuffer bitfield = ByteBuffer.wrap(new byte[] {1, 2, 3});

    var unused =
        FrameCodec.encode(
            new Message.Open(1, Samples.SHARE, new Message.Holding.Some(bitfield), true, true));

    assertThat(bitfield.remaining()).isEqualTo(3);
  }

  private static Decoded decoded(Frame frame) {
    return FrameCodec.decode(ByteBuffer.wrap(frame.toByteArray()));
  }

  private static Message decodedMessage(Message sent) {
    ByteBuffer encoded = FrameCodec.encode(sent);
    return switch (FrameCodec.decode(encoded.position(4))) {
      case Decoded.Valid(Message message) -> message;
      case Decoded.Malformed(String reason) -> throw new AssertionError(reason);
    };
  }
}
