package covey.node.runtime;

import com.google.common.io.BaseEncoding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * The secret that lets a program on this machine control a node. Never printed: {@link #toString}
 * hides it.
 */
public final class ApiToken {
  private static final int RANDOM_BYTES = 32;
  private static final BaseEncoding BASE32 = BaseEncoding.base32().omitPadding().lowerCase();

  private final String text;

  private ApiToken(String text) {
    this.text = text;
  }

  /** Parses the text of a token file; throws IllegalArgumentException with a message for users. */
  public static ApiToken parse(String text) {
    String stripped = text.strip();
    if (!BASE32.canDecode(stripped) || BASE32.decode(stripped).length != RANDOM_BYTES) {
      throw new IllegalArgumentException("not an API token: expected 52 characters of base32");
    }
    return new ApiToken(stripped);
  }

  /** Returns a new token of 32 random bytes. */
  public static ApiToken random(SecureRandom random) {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return new ApiToken(BASE32.encode(bytes));
  }

  /** Returns whether {@code offered} is this token, in constant time. */
  public boolean matches(String offered) {
    return MessageDigest.isEqual(
        text.getBytes(StandardCharsets.UTF_8), offered.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the secret itself, 52 characters of lower-case base32. */
  public String reveal() {
    return text;
  }

  @Override
  public String toString() {
    return "Token[hidden]";
  }
}
