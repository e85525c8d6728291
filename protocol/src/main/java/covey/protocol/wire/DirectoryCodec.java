package covey.protocol.wire;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.wire.proto.Frame;
import java.nio.ByteBuffer;

/**
 * Directory messages as the bytes of one frame without a length prefix, for carriers that keep
 * messages apart by themselves. The same bytes as over a connection. Thread-safe.
 */
public final class DirectoryCodec {
  private DirectoryCodec() {}

  /** The bytes of a request; {@code id} comes back in the answer. */
  public static byte[] encodeRequest(long id, DirectoryVerb verb) {
    return encode(new Message.DirectoryRequest(id, verb));
  }

  /** The bytes of the answer to the request with this id. */
  public static byte[] encodeReply(long id, DirectoryAnswer answer) {
    return encode(new Message.DirectoryReply(id, answer));
  }

  /**
   * What {@code length} bytes from {@code offset} on say: a DirectoryRequest, a DirectoryReply, an
   * Unknown, or malformed, as every other message is.
   */
  public static FrameCodec.Decoded decode(byte[] bytes, int offset, int length) {
    FrameCodec.Decoded decoded = FrameCodec.decode(ByteBuffer.wrap(bytes, offset, length));
    if (!(decoded instanceof FrameCodec.Decoded.Valid(Message message))) {
      return decoded;
    }
    return switch (message) {
      case Message.DirectoryRequest _, Message.DirectoryReply _, Message.Unknown _ -> decoded;
      default ->
          new FrameCodec.Decoded.Malformed(
              "expected a directory message, got " + message.getClass().getSimpleName());
    };
  }

  private static byte[] encode(Message message) {
    Frame frame = FrameCodec.toFrame(message);
    if (frame.getSerializedSize() > WireLimits.MESSAGE_BYTES) {
      throw new IllegalStateException(
          "a frame of %d bytes: %s".formatted(frame.getSerializedSize(), frame.getBodyCase()));
    }
    return frame.toByteArray();
  }
}
