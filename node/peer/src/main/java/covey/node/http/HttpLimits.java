package covey.node.http;

/** The limits on what a client of the HTTP API can use. */
final class HttpLimits {
  /** Bytes of a request's body; ample, as a request holds only paths and globs. */
  static final int MAX_BODY_BYTES = 1 << 20;

  /** Seconds within which a whole request must arrive. */
  static final int REQUEST_SECONDS = 30;

  /** Connections at once, idle ones included. */
  static final int MAX_CONNECTIONS = 512;

  /** Bytes of all headers of a request. */
  static final int MAX_HEADER_BYTES = 64 * 1024;

  /** Event streams at once; each costs a list of shares every 250 ms. */
  static final int MAX_LISTENERS = 32;

  /** Milliseconds between two checks of the list of shares for a change. */
  static final long EVENT_MILLIS = 250;

  /** Milliseconds after which a silent event stream sends a heartbeat. */
  static final long HEARTBEAT_MILLIS = 15_000;

  /** Bytes read from a share's file, and written to the client, at a time. */
  static final int COPY_BYTES = 256 * 1024;

  private HttpLimits() {}

  /**
   * Passes the limits that the JDK's server supports on to it.
   *
   * <p>The server reads them from system properties, once, when its classes load. Properties that
   * are set already win.
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
