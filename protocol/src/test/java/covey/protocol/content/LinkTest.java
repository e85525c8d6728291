package covey.protocol.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.common.net.HostAndPort;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LinkTest {
  private static final ShareId ID = ShareId.of(Contents.data(32));
  private static final String BARE = "covey:" + ID;

  @Test
  void linkWithoutHintsIsSchemeAndId() {
    assertThat(Link.of(ID)).hasToString(BARE);
    assertThat(BARE).hasSize(58);
    assertThat(Link.parse(BARE)).isEqualTo(Link.of(ID));
  }

  @Test
  void everyLinkRoundTrips() {
    Link link =
        new Link(
            ID,
            Optional.of("Größe & 100% +1=2?.txt"),
            List.of(HostAndPort.fromParts("tracker.example.org", 7400)),
            List.of(
                HostAndPort.fromParts("::1", 7401),
                HostAndPort.fromParts("10.0.0.1", 65_535),
                HostAndPort.fromParts("node_3", 1)));
    assertThat(link)
        .hasToString(
            BARE
                + "?n=Gr%C3%B6%C3%9Fe%20%26%20100%25%20%2B1%3D2%3F.txt"
                + "&t=tracker.example.org:7400&p=[::1]:7401&p=10.0.0.1:65535&p=node_3:1");
    assertThat(Link.parse(link.toString())).isEqualTo(link);
  }

  @Test
  void upperCaseAndSurroundingSpaceAreAccepted() {
    assertThat(Link.parse("  " + BARE.toUpperCase(Locale.ROOT) + "\n")).isEqualTo(Link.of(ID));
  }

  @Test
  void idAloneIsALink() {
    assertThat(Link.parse(ID.toString())).isEqualTo(Link.of(ID));
  }

  @Test
  void hintsOfLaterVersionsAreIgnored() {
    assertThat(Link.parse(BARE + "?zz=1&&new&p=a:1"))
        .isEqualTo(
            new Link(ID, Optional.empty(), List.of(), List.of(HostAndPort.fromParts("a", 1))));
    assertThat(Link.parse(BARE + "?")).isEqualTo(Link.of(ID));
  }

  @Test
  void encodedAddressesAreRead() {
    assertThat(Link.parse(BARE + "?t=%5B2001:db8::1%5D%3A80").trackers())
        .containsExactly(HostAndPort.fromParts("2001:db8::1", 80));
  }

  @Test
  void plusIsAPlus() {
    assertThat(Link.parse(BARE + "?n=a+b").name()).contains("a+b");
  }

  @Test
  void partOfAnIdIsRefused() {
    String id = ID.toString();
    for (int length : new int[] {0, 8, 20, 51}) {
      assertThatIllegalArgumentException().isThrownBy(() -> Link.parse(id.substring(0, length)));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Link.parse("covey:" + id.substring(0, length)))
          .withMessageContaining("52 letters and digits");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "my file", "https://example.org/", "covey", "magnet:?xt=urn:btmh:1"})
  void otherTextIsNamedInTheRefusal(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Link.parse(text))
        .withMessage("\"" + text + "\" is not a link: a link is covey: and an id of 52 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1", "8", "!", "\u212a", "\u001b"})
  void charactersOutsideTheAlphabetAreRefused(String wrong) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Link.parse("covey:" + wrong + ID.toString().substring(1)))
        .withMessageStartingWith("the id of a link is 52 letters and digits from 2 to 7")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\u001b"));
  }

  @Test
  void spareBitsOfAnIdMustBeZero() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Link.parse(BARE.substring(0, 57) + "7"))
        .withMessageContaining("is damaged");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host",
        "host:",
        "host:0",
        "host:65536",
        "host:-1",
        ":80",
        "",
        "::1",
        "[::1]",
        "[::1:80",
        "a b:80",
        "a/b:80",
        "host:80:90",
        "[host]:80",
        "%1B[2J:80"
      })
  void wrongAddressesAreNamed(String address) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Link.parse(BARE + "?t=" + address))
        .withMessageStartingWith("a tracker in a link is host:port, or [address]:port for IPv6")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\u001b"));
  }

  @ParameterizedTest
  @CsvSource({
    "a%2Fb, contains a slash",
    "%2e%2e, is not a name",
    "'', a name is empty",
    "a%00b, contains a control character",
    "%E2%80%AEgpj.exe, contains a control character",
    "%zz, is not percent-encoded",
    "a%4, is not percent-encoded",
    "%, is not percent-encoded",
    "%ff, is not percent-encoded UTF-8",
    "%C0%AE, is not percent-encoded UTF-8",
  })
  void wrongNamesAreRefused(String name, String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Link.parse(BARE + "?n=" + name))
        .withMessageContaining(sentence);
  }

  @Test
  void linksAndTheirHintsAreBounded() {
    assertThat(Link.parse(BARE + "?" + "p=a:1&".repeat(16)).peers()).hasSize(16);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Link.parse(BARE + "?" + "p=a:1&".repeat(17)))
        .withMessageContaining("at most 16");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Link.parse(BARE + "?z=" + "x".repeat(10_000)))
        .withMessageContaining("at most 8192 characters");
  }
}
