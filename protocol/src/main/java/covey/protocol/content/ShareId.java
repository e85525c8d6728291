package covey.protocol.content;

/** A share's id: the SHA-256 of its ShareInfo bytes. All that a downloader trusts. */
public final class ShareId extends Bytes32 implements Comparable<ShareId> {
  private ShareId(byte[] bytes) {
    super(bytes);
  }

  /** The id with these 32 bytes; throws IllegalArgumentException for any other number. */
  public static ShareId of(byte[] bytes) {
    return new ShareId(bytes);
  }

  /** Parses 52 characters of base32; throws IllegalArgumentException with a sentence for people. */
  public static ShareId parse(String text) {
    return new ShareId(decode(text));
  }

  @Override
  public int compareTo(ShareId other) {
    return compareBytes(other);
  }
}
