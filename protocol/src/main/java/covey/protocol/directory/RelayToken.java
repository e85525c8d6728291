package covey.protocol.directory;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

/** Admits one node to a relay: 128 random bits, valid once and for some seconds. */
public record RelayToken(long high, long low) {
  /** Length in bytes. */
  public static final int LENGTH = 2 * Long.BYTES;

  /** A new token. */
  public static RelayToken random(SecureRandom random) {
    return new RelayToken(random.nextLong(), random.nextLong());
  }

  /** The token with these 16 bytes; throws IllegalArgumentException for any other number. */
  public static RelayToken of(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a relay token of " + bytes.length + " bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new RelayToken(buffer.getLong(), buffer.getLong());
  }

  /** Its 16 bytes. */
  public byte[] toByteArray() {
    return ByteBuffer.allocate(LENGTH).putLong(high).putLong(low).array();
  }

  /** Hides the token, since a reader of a log must not be able to use it. */
  @Override
  public String toString() {
    return "a relay token";
  }
}
