package covey.tests.peer;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Accepts connections on a free loopback port, each on a virtual thread. */
final class Listener implements Closeable {
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  /** Handles a connection, which closes when this returns or throws. */
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

  /** Returns its address, "host:port". */
  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** Returns the number of open connections. */
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
      // The other side closed the connection, as expected.
    } finally {
      sockets.remove(socket);
    }
  }
}
