package covey.protocol.content;

/** A SHA-256 hash: of a leaf, of an inner node, or a file's pieces root. */
public final class Hash extends Bytes32 {
  private Hash(byte[] bytes) {
    super(bytes);
  }

  /** Returns the hash with these bytes; throws IllegalArgumentException unless there are 32. */
  public static Hash of(byte[] bytes) {
    return new Hash(bytes);
  }
}
