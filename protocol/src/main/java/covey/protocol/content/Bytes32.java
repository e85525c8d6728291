package covey.protocol.content;

import com.google.common.base.Ascii;
import com.google.common.io.BaseEncoding;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A value of 32 bytes: the base class of ids and hashes. Immutable. */
public abstract class Bytes32 {
  /** Length in bytes of every id and hash. */
  public static final int LENGTH = 32;

  static final BaseEncoding BASE32 = BaseEncoding.base32().omitPadding().lowerCase();

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] bytes;

  /** Copies {@code bytes}; throws IllegalArgumentException unless there are 32. */
  protected Bytes32(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("expected 32 bytes, got " + bytes.length);
    }
    this.bytes = bytes.clone();
  }

  /** Returns a copy of the bytes. */
  public final byte[] toByteArray() {
    return bytes.clone();
  }

  /** Lower-case base32 (RFC 4648) without padding: 52 characters. */
  @Override
  public final String toString() {
    return BASE32.encode(bytes);
  }

  /** Two values are equal if they are of one class and have the same bytes. */
  @Override
  @SuppressWarnings("EqualsGetClass") // a ShareId never equals a NodeId
  public final boolean equals(Object other) {
    return other != null
        && other.getClass() == getClass()
        && Arrays.equals(bytes, ((Bytes32) other).bytes);
  }

  @Override
  public final int hashCode() {
    return (int) INTS.get(bytes, 0);
  }

  /** Orders by unsigned bytes, the first one first. */
  final int compareBytes(Bytes32 other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  /**
   * Decodes 52 characters of base32 in either case; throws IllegalArgumentException with a
   * human-readable message.
   */
  protected static byte[] decode(String text) {
    byte[] bytes;
    try {
      bytes = BASE32.decode(Ascii.toLowerCase(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("not base32: " + e.getMessage(), e);
    }
    if (bytes.length != LENGTH || !BASE32.encode(bytes).equals(Ascii.toLowerCase(text))) {
      throw new IllegalArgumentException("expected 52 characters of base32, got " + text.length());
    }
    return bytes;
  }
}
