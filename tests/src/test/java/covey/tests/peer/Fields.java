package covey.tests.peer;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A protobuf message as its fields in order, without a schema: enough of the encoding for
 * covey.proto, which uses only varints and length-delimited fields. Immutable.
 */
public final class Fields {
  private static final int VARINT = 0;
  private static final int LENGTH_DELIMITED = 2;

  private final List<Field> fields;

  private Fields(List<Field> fields) {
    this.fields = List.copyOf(fields);
  }

  private record Field(int number, long varint, byte @Nullable [] bytes) {}

  /** Returns an empty message. */
  public static Fields none() {
    return new Fields(List.of());
  }

  /**
   * Reads a message; throws IllegalArgumentException for field types that covey.proto does not use.
   */
  public static Fields parse(byte[] message) {
    List<Field> fields = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(message);
    while (in.hasRemaining()) {
      int tag = (int) readVarint(in);
      switch (tag & 7) {
        case VARINT -> fields.add(new Field(tag >>> 3, readVarint(in), null));
        case LENGTH_DELIMITED -> {
          byte[] bytes = new byte[(int) readVarint(in)];
          in.get(bytes);
          fields.add(new Field(tag >>> 3, 0, bytes));
        }
        default -> throw new IllegalArgumentException("field type " + (tag & 7));
      }
    }
    return new Fields(fields);
  }

  /** Returns a copy with one more field. */
  public Fields with(int number, long varint) {
    return plus(new Field(number, varint, null));
  }

  /** Returns a copy with one more field. */
  public Fields with(int number, byte[] bytes) {
    return plus(new Field(number, 0, bytes));
  }

  /** Returns a copy with one more field. */
  public Fields with(int number, String text) {
    return with(number, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a copy with one more field. */
  public Fields with(int number, Fields message) {
    return with(number, message.encode());
  }

  /** Returns a copy without the fields that have this number. */
  public Fields without(int number) {
    return new Fields(fields.stream().filter(f -> f.number != number).toList());
  }

  /** Returns the number of the first field. */
  public int firstNumber() {
    return fields.getFirst().number;
  }

  /** Returns a varint; 0 if absent. */
  public long varint(int number) {
    return find(number).map(Field::varint).orElse(0L);
  }

  /** Returns a length-delimited field; empty if absent. */
  public byte[] bytes(int number) {
    return find(number).map(Field::bytes).orElse(new byte[0]);
  }

  /** Returns the message's bytes. */
  public byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Field field : fields) {
      byte[] bytes = field.bytes;
      writeVarint(out, ((long) field.number << 3) | (bytes == null ? VARINT : LENGTH_DELIMITED));
      if (bytes == null) {
        writeVarint(out, field.varint);
      } else {
        writeVarint(out, bytes.length);
        out.writeBytes(bytes);
      }
    }
    return out.toByteArray();
  }

  private Fields plus(Field field) {
    List<Field> more = new ArrayList<>(fields);
    more.add(field);
    return new Fields(more);
  }

  private Optional<Field> find(int number) {
    return fields.stream().filter(f -> f.number == number).findFirst();
  }

  private static long readVarint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = in.get();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  private static void writeVarint(ByteArrayOutputStream out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
