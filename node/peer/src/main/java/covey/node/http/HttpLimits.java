package covey.node.http;

/** Limits on the resources that clients of the HTTP API can use. */
final class HttpLimits {
  /** The largest request body, in bytes; ample, since a request holds only paths and globs. */
  static final int MAX_BODY_BYTES = 1 << 20;

  /** The time within which a whole request must arrive, in seconds. */
  static final int REQUEST_SECONDS = 30;

  /** The largest number of open connections, including idle ones. */
  static final int MAX_CONNECTIONS = 512;

  /** The largest total size of a request's headers, in bytes. */
  static final int MAX_HEADER_BYTES = 64 * 1024;

  /** The largest number of open event streams; each builds a list of shares every 250 ms. */
  static final int MAX_LISTENERS = 32;

  /** The time between checks of the list of shares for changes, in milliseconds. */
  static final long EVENT_MILLIS = 250;

  /** The time after which a silent event stream sends a heartbeat, in milliseconds. */
  static final long HEARTBEAT_MILLIS = 15_000;

  /** The number of bytes copied from a share's file to the client at a time. */
  static final int COPY_BYTES = 256 * 1024;

  private HttpLimits() {}

  /**
   * Sets the limits that the JDK's server supports.
   *
   * <p>The server reads them from system properties once, when its classes load. Properties that
   * are already set take precedence.
   */
  static void apply() {
    setUnlessSet("sun.net.httpserver.maxReqTime", REQUEST_SECONDS);
    setUnlessSet("jdk.httpserver.maxConnections", MAX_CONNECTIONS);
    setUnlessSet("sun.net.httpserver.maxReqHeaderSize", MAX_HEADER_BYTES);
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  private static void setUnlessSet(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(value));
    }
  }
}
