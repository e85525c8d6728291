package covey.protocol.identity;

import covey.protocol.content.Bytes32;
import java.security.SecureRandom;

/** A node's permanent id, created once with its state folder. */
public final class NodeId extends Bytes32 {
  private NodeId(byte[] bytes) {
    super(bytes);
  }

  /** Returns the id with these bytes; throws IllegalArgumentException unless there are 32. */
  public static NodeId of(byte[] bytes) {
    return new NodeId(bytes);
  }

  /**
   * Parses 52 characters of base32; throws IllegalArgumentException with a human-readable message.
   */
  public static NodeId parse(String text) {
    return new NodeId(decode(text));
  }

  /** Returns a new id. */
  public static NodeId random(SecureRandom random) {
    byte[] bytes = new byte[LENGTH];
    random.nextBytes(bytes);
    return new NodeId(bytes);
  }
}
