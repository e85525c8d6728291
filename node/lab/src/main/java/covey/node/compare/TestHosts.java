package covey.node.compare;

import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.util.List;

/** The hosts on which processes run, numbered from 0. */
interface TestHosts extends AutoCloseable {
  /** Returns a host. */
  TestHost at(int number);

  /**
   * Limits the traffic that leaves and enters a host, in bytes per second; 0 is no limit. Returns
   * false if the node has to limit itself.
   */
  boolean shape(int number, long upBytesPerSecond, long downBytesPerSecond) throws IOException;

  /** Cuts the hosts from {@code first} on off from the others. */
  void cut(int first) throws IOException;

  /** Reconnects the hosts that {@link #cut} separated. */
  void mend(int first) throws IOException;

  @Override
  void close();

  /**
   * What a process needs to run on a host.
   *
   * @param listen the address at which it accepts connections
   * @param http the address of its API
   * @param prefix the command that starts it there
   * @param arguments additional arguments
   */
  record TestHost(
      HostAndPort listen, HostAndPort http, List<String> prefix, List<String> arguments) {}

  /** Returns hosts that are all on this machine's loopback interface. */
  static TestHosts loopback() {
    return new TestHosts() {
      private static final HostAndPort FREE = HostAndPort.fromParts("127.0.0.1", 0);

      @Override
      public TestHost at(int number) {
        return new TestHost(FREE, FREE, List.of(), List.of());
      }

      @Override
      public boolean shape(int number, long upBytesPerSecond, long downBytesPerSecond) {
        return false;
      }

      @Override
      public void cut(int first) throws IOException {
        throw new IOException("a partition needs --hosts netns");
      }

      @Override
      public void mend(int first) {}

      @Override
      public void close() {}
    };
  }
}
