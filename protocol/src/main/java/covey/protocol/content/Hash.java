package covey.protocol.content;

/** A SHA-256 hash: of a leaf, of an inner node, or a file's pieces root. */
public final class Hash extends Bytes32 {
  private Hash(byte[] bytes) {
    super(bytes);
  }

  /** The hash with these 32 bytes; throws IllegalArgumentException for any other number. */
  public static Hash of(byte[] bytes) {
    return new Hash(bytes);
  }
}
