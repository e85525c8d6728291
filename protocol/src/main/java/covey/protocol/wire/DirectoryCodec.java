package covey.protocol.wire;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.wire.proto.Frame;
import java.nio.ByteBuffer;

/**
 * Encodes directory messages as one frame without a length prefix, for carriers that preserve
 * message boundaries. The bytes are the same as on a connection. Thread-safe.
 */
public final class DirectoryCodec {
  private DirectoryCodec() {}

  /** Encodes a request; the answer carries the same {@code id}. */
  public static byte[] encodeRequest(long id, DirectoryVerb verb) {
    return encode(new Message.DirectoryRequest(id, verb));
  }

  /** Encodes the answer to the request with this id. */
  public static byte[] encodeReply(long id, DirectoryAnswer answer) {
    return encode(new Message.DirectoryReply(id, answer));
  }

  /**
   * Decodes {@code length} bytes from {@code offset}: a DirectoryRequest, a DirectoryReply or an
   * Unknown; every other message is malformed.
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
