package covey.protocol.content;

/** A share's id: the SHA-256 of its ShareInfo bytes. A downloader trusts nothing else. */
public final class ShareId extends Bytes32 implements Comparable<ShareId> {
  private ShareId(byte[] bytes) {
    super(bytes);
  }

  /** Returns the id with these bytes; throws IllegalArgumentException unless there are 32. */
  public static ShareId of(byte[] bytes) {
    return new ShareId(bytes);
  }

  /**
   * Parses 52 characters of base32; throws IllegalArgumentException with a human-readable message.
   */
  public static ShareId parse(String text) {
    return new ShareId(decode(text));
  }

  @Override
  public int compareTo(ShareId other) {
    return compareBytes(other);
  }
}
