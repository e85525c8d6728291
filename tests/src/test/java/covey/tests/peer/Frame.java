package covey.tests.peer;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * One frame and the payload after it, as described at the top of covey.proto.
 *
 * @param kind the field number of the body in {@code Frame}
 * @param body the body's fields
 * @param payload the raw bytes that follow; empty for most frames
 */
public record Frame(int kind, Fields body, byte[] payload) {
  /** Greets the other side. This and the numbers below are body fields in covey.proto. */
  public static final int HELLO = 1;

  /** Opens a share. */
  public static final int OPEN = 10;

  /** Carries bytes of a piece. */
  public static final int BLOCK = 16;

  /** Asks for the ShareInfo. */
  public static final int INFO_REQUEST = 18;

  /** Carries a part of the ShareInfo. */
  public static final int INFO_CHUNK = 19;

  private static final int LAYER_CHUNK = 21;

  /** The field with the payload's length, in every body that has a payload. */
  private static final int PAYLOAD_BYTES = 4;

  private static final byte[] NOTHING = {};

  /** Creates a frame without payload. */
  public Frame(int kind, Fields body) {
    this(kind, body, NOTHING);
  }

  /** Reads the next frame. */
  static Frame read(DataInputStream in) throws IOException {
    byte[] message = in.readNBytes(in.readInt());
    Fields frame = Fields.parse(message);
    int kind = frame.firstNumber();
    Fields body = Fields.parse(frame.bytes(kind));
    boolean hasPayload = kind == BLOCK || kind == INFO_CHUNK || kind == LAYER_CHUNK;
    int payloadBytes = hasPayload ? (int) body.varint(PAYLOAD_BYTES) : 0;
    byte[] payload = new byte[payloadBytes];
    in.readFully(payload);
    return new Frame(kind, body, payload);
  }

  /** Writes the frame in one write. */
  void write(DataOutputStream out) throws IOException {
    byte[] message = Fields.none().with(kind, body).encode();
    out.writeInt(message.length);
    out.write(message);
    out.write(payload);
    out.flush();
  }
}
