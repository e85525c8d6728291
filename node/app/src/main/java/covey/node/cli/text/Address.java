package covey.node.cli.text;

import com.google.common.net.HostAndPort;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Parses HOST:PORT, as an option's value. */
public final class Address extends ValueConverter<HostAndPort> {
  /** Creates a converter, as picocli does. */
  public Address() {
    super(Address::parse);
  }

  /** Parses HOST:PORT; throws IllegalArgumentException with a message for the user. */
  public static HostAndPort parse(String text) {
    try {
      HostAndPort address = HostAndPort.fromString(text.strip());
      if (address.hasPort() && !address.getHost().isEmpty()) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      // Guava's message does not say what was expected.
    }
    throw new IllegalArgumentException(
        "invalid address '"
            + text
            + "': expected HOST:PORT, such as 192.0.2.7:7410 or [2001:db8::7]:7410");
  }

  /** Returns whether only this machine can reach the address. */
  public static boolean isLoopback(HostAndPort address) throws UnknownHostException {
    return InetAddress.getByName(address.getHost()).isLoopbackAddress();
  }
}
