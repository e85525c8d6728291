package covey.node.http;

/** Everything that bounds what a client of the HTTP API can take. */
final class HttpLimits {
  /** Bytes of a request's body; a request names paths and globs, so this is plenty. */
  static final int MAX_BODY_BYTES = 1 << 20;

  /** Seconds until a request must have arrived whole. */
  static final int REQUEST_SECONDS = 30;

  /** Connections at once, idle ones included. */
  static final int MAX_CONNECTIONS = 512;

  /** Bytes of all headers of a request. */
  static final int MAX_HEADER_BYTES = 64 * 1024;

  /** Listeners to events at once: each costs a list of shares every 250 ms. */
  static final int MAX_LISTENERS = 32;

  /** Milliseconds between two looks at whether the shares' list has changed. */
  static final long EVENT_MILLIS = 250;

  /** Milliseconds after which a silent event stream says that it is still there. */
  static final long HEARTBEAT_MILLIS = 15_000;

  /** Bytes read from a share's file and written to the client at once. */
  static final int COPY_BYTES = 256 * 1024;

  private HttpLimits() {}

  /**
   * Hands the limits that the JDK's server takes to it.
   *
   * <p>It reads them from system properties, once, when its classes load; those that are set
   * already win.
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
