package covey.protocol.identity;

import covey.protocol.content.Bytes32;
import java.security.SecureRandom;

/** A node's lasting id, made once for a state folder. */
public final class NodeId extends Bytes32 {
  private NodeId(byte[] bytes) {
    super(bytes);
  }

  /** The id with these 32 bytes; throws IllegalArgumentException for any other number. */
  public static NodeId of(byte[] bytes) {
    return new NodeId(bytes);
  }

  /** Parses 52 characters of base32; throws IllegalArgumentException with a sentence for people. */
  public static NodeId parse(String text) {
    return new NodeId(decode(text));
  }

  /** A new id. */
  public static NodeId random(SecureRandom random) {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    return new NodeId(bytes);
  }
}
