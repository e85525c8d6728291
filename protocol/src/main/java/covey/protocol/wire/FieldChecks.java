package covey.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.net.HostAndPort;
import com.google.protobuf.ByteString;
import covey.protocol.content.Bytes32;
import covey.protocol.content.ShareId;
import covey.protocol.directory.RelayToken;
import covey.protocol.identity.NodeId;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks values received from the other side. Each method returns the value or throws {@link
 * MalformedFrameException} with the expected and the actual value.
 *
 * <p>Protobuf's unsigned integers are signed in Java: a negative value is too large.
 */
final class FieldChecks {
  private FieldChecks() {}

  static int handle(int handle) throws MalformedFrameException {
    return between("handle", handle, 1, WireLimits.HANDLE);
  }

  static int index(String what, int index) throws MalformedFrameException {
    return between(what, index, 0, Integer.MAX_VALUE);
  }

  static int between(String what, int value, int least, int most) throws MalformedFrameException {
    if (value < least || value > most) {
      throw new MalformedFrameException(
          "%s must be %d to %d, not %s"
              .formatted(what, least, most, Integer.toUnsignedString(value)));
    }
    return value;
  }

  static long size(String what, long value) throws MalformedFrameException {
    return between(what, value, 0, Long.MAX_VALUE);
  }

  static long between(String what, long value, long least, long most)
      throws MalformedFrameException {
    if (value < least || value > most) {
      throw new MalformedFrameException(
          "%s must be %d to %d, not %s".formatted(what, least, most, Long.toUnsignedString(value)));
    }
    return value;
  }

  static void count(String what, int count, int most) throws MalformedFrameException {
    if (count > most) {
      throw new MalformedFrameException("at most %d %s, not %d".formatted(most, what, count));
    }
  }

  static void present(String what, boolean present) throws MalformedFrameException {
    if (!present) {
      throw new MalformedFrameException(what + " is missing");
    }
  }

  static ShareId share(ByteString bytes) throws MalformedFrameException {
    return ShareId.of(bytes32("share id", bytes));
  }

  static NodeId node(ByteString bytes) throws MalformedFrameException {
    return NodeId.of(bytes32("node id", bytes));
  }

  static RelayToken relayToken(ByteString bytes) throws MalformedFrameException {
    if (bytes.size() != RelayToken.LENGTH) {
      throw new MalformedFrameException(
          "a relay token has %d bytes, not %d".formatted(RelayToken.LENGTH, bytes.size()));
    }
    return RelayToken.of(bytes.toByteArray());
  }

  /** Checks human-readable text and makes it safe to print. */
  static String text(String what, String text, int mostBytes) throws MalformedFrameException {
    // A char takes at most three bytes of UTF-8, so most texts need no exact count.
    if (text.length() > mostBytes / 3) {
      count("bytes of " + what, text.getBytes(UTF_8).length, mostBytes);
    }
    return PeerText.cleaned(text);
  }

  /** Checks text for programs: visible ASCII only. */
  static String token(String what, String text, int mostBytes) throws MalformedFrameException {
    count("bytes of " + what, text.length(), mostBytes);
    if (!text.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
      throw new MalformedFrameException(what + " has characters other than visible ASCII");
    }
    return text;
  }

  static List<HostAndPort> addresses(List<String> texts, int most) throws MalformedFrameException {
    count("addresses", texts.size(), most);
    List<HostAndPort> addresses = new ArrayList<>(texts.size());
    for (String text : texts) {
      addresses.add(address(text));
    }
    return addresses;
  }

  private static HostAndPort address(String text) throws MalformedFrameException {
    token("address", text, WireLimits.ADDRESS_CHARACTERS);
    HostAndPort address;
    try {
      address = HostAndPort.fromString(text);
    } catch (IllegalArgumentException e) {
      throw notAnAddress(text);
    }
    if (!address.hasPort()
        || address.getPort() == 0
        || address.getHost().isEmpty()
        || !address.getHost().chars().allMatch(FieldChecks::standsInHosts)) {
      throw notAnAddress(text);
    }
    return address;
  }

  private static boolean standsInHosts(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || c == '_'
        || c == ':';
  }

  private static MalformedFrameException notAnAddress(String text) {
    return new MalformedFrameException("not an address with a port: " + text);
  }

  private static byte[] bytes32(String what, ByteString bytes) throws MalformedFrameException {
    if (bytes.size() != Bytes32.LENGTH) {
      throw new MalformedFrameException(
          "a %s has %d bytes, not %d".formatted(what, Bytes32.LENGTH, bytes.size()));
    }
    return bytes.toByteArray();
  }
}
