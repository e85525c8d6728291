package covey.protocol.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShareIdTest {
  private static final ShareId ID = ShareId.of(Contents.data(32));

  @Test
  void textIsLowerCaseBase32() {
    assertThat(ID).hasToString("aaaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dypq");
    assertThat(ShareId.parse(ID.toString())).isEqualTo(ID).hasSameHashCodeAs(ID);
    assertThat(ShareId.parse(ID.toString().toUpperCase(Locale.ROOT))).isEqualTo(ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "aaaq",
        "aaaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dyp1",
        // A spare bit, a character too many, padding, a sign that lower-cases to k.
        "aaaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dypr",
        "aaaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dypqa",
        "aaaqeayeaudaocajbifqydiob4ibceqtcqkrmfyydenbwha5dypq====",
        "aaaqeayeaudaocajbifqydiob4ibceqtcq\u212armfyydenbwha5dypq"
      })
  void otherTextIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ShareId.parse(text));
  }

  @Test
  void idsAreOrderedByUnsignedBytes() {
    byte[] high = new byte[32];
    Arrays.fill(high, (byte) 0xff);
    assertThat(ID).isLessThan(ShareId.of(high));
    assertThat(ShareId.of(new byte[32])).isLessThan(ID);
    assertThat(ID).isEqualByComparingTo(ShareId.of(Contents.data(32)));
  }

  @Test
  void anIdDoesNotEqualAHashOfTheSameBytes() {
    assertThat(ID).isNotEqualTo(Hash.of(ID.toByteArray()));
  }

  @Test
  void bytesAreCopied() {
    byte[] bytes = Contents.data(32);
    ShareId id = ShareId.of(bytes);
    bytes[0]++;
    id.toByteArray()[1]++;
    assertThat(id).isEqualTo(ID);
  }
}
