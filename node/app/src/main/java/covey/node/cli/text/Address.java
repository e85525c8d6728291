package covey.node.cli.text;

import com.google.common.net.HostAndPort;
import java.net.InetAddress;
import java.net.UnknownHostException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses HOST:PORT, as an option's value. */
public final class Address implements ITypeConverter<HostAndPort> {
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

  @Override
  public HostAndPort convert(String text) {
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
