package covey.tests.peer;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Accepts connections on a free port of loopback, a virtual thread each. */
final class Listener implements Closeable {
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /** What is done with a connection; it is closed when this returns or throws. */
  @FunctionalInterface
  interface Handler {
    void handle(Socket socket) throws IOException;
  }

  private Listener(ServerSocket server) {
    this.server = server;
  }

  static Listener open(Handler handler) throws IOException {
    Listener listener = new Listener(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(() -> listener.accept(handler));
    return listener;
  }

  /** Where it accepts, "host:port". */
  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** How many connections are open now. */
  int connections() {
    return sockets.size();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  private void accept(Handler handler) {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> run(handler, socket));
      }
    } catch (IOException closed) {
      // The test is over.
    }
  }

  private void run(Handler handler, Socket socket) {
    try (socket) {
      handler.handle(socket);
    } catch (IOException ended) {
      // The other side left, as it should when it is lied to.
    } finally {
      sockets.remove(socket);
    }
  }
}
