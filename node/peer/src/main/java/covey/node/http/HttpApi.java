package covey.node.http;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import com.sun.net.httpserver.HttpServer;
import covey.node.runtime.ApiToken;
import covey.node.runtime.NodeControl;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP API of one node; answers each request on a virtual thread. Thread-safe.
 *
 * <p>The contract is docs/http-api.md. Requests that change something need the token; on an address
 * other than loopback, all requests do. Every error is a problem document (RFC 9457).
 */
public final class HttpApi implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpApi.class);
  private static final int BACKLOG = 128;
  private static final int STOP_SECONDS = 1;

  private final HttpServer server;
  private final ExecutorService threads;
  private final EventStreams events;
  private final HostAndPort address;

  private HttpApi(
      HttpServer server, ExecutorService threads, EventStreams events, HostAndPort address) {
    this.server = server;
    this.threads = threads;
    this.events = events;
    this.address = address;
  }

  /**
   * Starts listening on {@code bind}, which must have a port; port 0 picks a free port.
   *
   * @throws IOException with a one-line message for users if it cannot listen
   */
  public static HttpApi start(NodeControl node, HostAndPort bind, ApiToken token)
      throws IOException {
    HttpLimits.apply();
    InetAddress host = resolve(bind);
    HttpServer server = open(bind, host);
    HostAndPort address = HostAndPort.fromParts(textOf(bind, host), server.getAddress().getPort());
    EventStreams events = new EventStreams(node);
    RequestGuard guard = new RequestGuard(token, address, !host.isLoopbackAddress());
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("http-", 0).factory());
    server.setExecutor(threads);
    server.createContext("/", new RequestDispatcher(guard, new Routes(node, events)));
    server.start();
    return new HttpApi(server, threads, events, address);
  }

  /** Returns the address it listens on, with the bound port. */
  public HostAndPort address() {
    return address;
  }

  /** Ends event streams, gives pending requests a second, and stops listening. Idempotent. */
  @Override
  public void close() {
    events.close();
    threads.shutdown();
    awaitRequests();
    // The server's own grace period is not used because it applies even when no request is in
    // progress.
    server.stop(0);
    threads.shutdownNow();
  }

  private void awaitRequests() {
    try {
      if (!threads.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
        LOG.info("cutting off HTTP requests that are still running after {} s", STOP_SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static HttpServer open(HostAndPort bind, InetAddress host) throws IOException {
    try {
      return HttpServer.create(new InetSocketAddress(host, bind.getPort()), BACKLOG);
    } catch (BindException e) {
      throw new IOException(
          "cannot listen for HTTP on "
              + bind
              + ": "
              + e.getMessage()
              + "; choose another with --http",
          e);
    }
  }

  private static InetAddress resolve(HostAndPort bind) throws IOException {
    try {
      return InetAddress.getByName(bind.getHost());
    } catch (UnknownHostException e) {
      throw new IOException("cannot listen for HTTP on " + bind + ": no such host", e);
    }
  }

  private static String textOf(HostAndPort bind, InetAddress host) {
    return bind.getHost().isEmpty() ? InetAddresses.toAddrString(host) : bind.getHost();
  }
}
