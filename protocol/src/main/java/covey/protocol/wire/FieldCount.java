package covey.protocol.wire;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import covey.protocol.wire.proto.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Counts a frame's fields before protobuf makes an object of each.
 *
 * <p>Two bytes can become an object of a hundred, so a mebibyte of empty records or unknown fields
 * would take fifty mebibytes of heap. The count bounds that and takes no memory itself.
 */
final class FieldCount {
  /** The largest valid frames, 1,000 announced shares or 200 providers, have about 5,000. */
  static final int MOST = 16_384;

  /** A shorter frame cannot take much memory and is not counted. */
  private static final int HARMLESS_BYTES = 4 << 10;

  /** The pieces of the largest Have, at five bytes each. */
  private static final int MOST_PACKED_BYTES = 5 * WireLimits.HAVE_PIECES;

  private FieldCount() {}

  /** Throws MalformedFrameException or protobuf's IOException if the frame must not be parsed. */
  static void check(ByteBuffer frame) throws IOException {
    if (frame.remaining() > HARMLESS_BYTES) {
      walk(CodedInputStream.newInstance(frame.duplicate()), Frame.getDescriptor(), MOST);
    }
  }

  private static int walk(CodedInputStream in, Descriptor type, int budget) throws IOException {
    int left = budget;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (--left < 0) {
        throw new MalformedFrameException("a frame with more than " + MOST + " fields");
      }
      FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
      switch (WireFormat.getTagWireType(tag)) {
        case WireFormat.WIRETYPE_START_GROUP, WireFormat.WIRETYPE_END_GROUP ->
            throw new MalformedFrameException("a frame with groups, which proto3 does not have");
        case WireFormat.WIRETYPE_LENGTH_DELIMITED -> left = walkInto(in, field, left);
        default -> in.skipField(tag);
      }
    }
    return left;
  }

  private static int walkInto(CodedInputStream in, @Nullable FieldDescriptor field, int budget)
      throws IOException {
    int lengthBytes = in.readRawVarint32();
    if (field != null && field.isPackable() && lengthBytes > MOST_PACKED_BYTES) {
      throw new MalformedFrameException("a list of numbers of " + lengthBytes + " bytes");
    }
    if (field == null || field.getJavaType() != FieldDescriptor.JavaType.MESSAGE) {
      in.skipRawBytes(lengthBytes);
      return budget;
    }
    int outer = in.pushLimit(lengthBytes);
    int left = walk(in, field.getMessageType(), budget);
    in.popLimit(outer);
    return left;
  }
}
