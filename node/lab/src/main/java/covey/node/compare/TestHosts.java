package covey.node.compare;

import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.util.List;

/** Where processes run: so many hosts, 0 .. */
interface TestHosts extends AutoCloseable {
  /** One of them. */
  TestHost at(int number);

  /**
   * Limits what leaves and enters a place from now on, in bytes a second; 0 is no limit. False if
   * the node there is to do that itself.
   */
  boolean shape(int number, long upBytesPerSecond, long downBytesPerSecond) throws IOException;

  /** Those from {@code first} on and the others do not hear each other any more. */
  void cut(int first) throws IOException;

  /** All hear each other again. */
  void mend(int first) throws IOException;

  @Override
  void close();

  /**
   * What a process is started with.
   *
   * @param listen where it accepts connections
   * @param http where its API listens
   * @param prefix what starts it there
   * @param arguments what it needs beside
   */
  record TestHost(
      HostAndPort listen, HostAndPort http, List<String> prefix, List<String> arguments) {}

  /** All on this machine's loopback. */
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
        throw new IOException("the network can be cut with --hosts netns only");
      }

      @Override
      public void mend(int first) {}

      @Override
      public void close() {}
    };
  }
}
