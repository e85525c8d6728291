package covey.tests.faults;

import com.google.common.net.HostAndPort;
import covey.tests.process.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;

/** Connections that send arbitrary bytes. */
final class RawBytes {
  /** Longer than a handshake can take on a busy machine. */
  private static final int MOST_SILENCE_MILLIS = 10_000;

  private RawBytes() {}

  /** Connects to "host:port". */
  static Socket connect(String address) throws IOException {
    HostAndPort target = HostAndPort.fromString(address);
    return new Socket(target.getHost(), target.getPort());
  }

  /** Sends bytes; ignores that the other side may have closed already. */
  static void send(Socket socket, byte[] bytes) throws IOException {
    try {
      socket.getOutputStream().write(bytes);
    } catch (SocketException closed) {
      // Closed, as expected.
    }
  }

  /** Reads until the other side closes the connection. */
  static void awaitClose(Socket socket) throws IOException {
    socket.setSoTimeout(MOST_SILENCE_MILLIS);
    Await.until(
        "the connection is closed",
        () -> {
          InputStream in = socket.getInputStream();
          try {
            return in.read(new byte[4096]) < 0;
          } catch (SocketException reset) {
            return true;
          }
        });
  }

  /** Sends to "host:port" and waits until the other side closes the connection. */
  static void sendAndAwaitClose(String address, byte[] bytes) throws IOException {
    try (Socket socket = connect(address)) {
      send(socket, bytes);
      awaitClose(socket);
    }
  }
}
