package covey.protocol.content;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The JDK's SHA-256 without checked exceptions. */
final class Sha256 {
  private Sha256() {}

  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }

  /** Completes the digest and writes its 32 bytes to {@code into} at {@code offset}. */
  static void finish(MessageDigest digest, byte[] into, int offset) {
    try {
      digest.digest(into, offset, Bytes32.LENGTH);
    } catch (DigestException e) {
      throw new IllegalStateException("no room for a hash at " + offset + "/" + into.length, e);
    }
  }
}
