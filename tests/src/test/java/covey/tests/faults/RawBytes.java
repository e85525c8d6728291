package covey.tests.faults;

import com.google.common.net.HostAndPort;
import covey.tests.process.Await;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;

/** A connection of somebody who does not speak the protocol. */
final class RawBytes {
  /** Longer than a handshake may take, with room for a busy machine. */
  private static final int MOST_SILENCE_MILLIS = 10_000;

  private RawBytes() {}

  /** Connects to "host:port". */
  static Socket connect(String address) throws IOException {
    HostAndPort target = HostAndPort.fromString(address);
    return new Socket(target.getHost(), target.getPort());
  }

  /** Sends what the other side takes; it may have closed already. */
  static void send(Socket socket, byte[] bytes) throws IOException {
    try {
      socket.getOutputStream().write(bytes);
    } catch (SocketException closed) {
      // As it should be.
    }
  }

  /** Reads whatever is said, a Hello and an Error, to the end; fails if there is none. */
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

  /** Sends to "host:port", and waits until it hangs up. */
  static void sendAndAwaitClose(String address, byte[] bytes) throws IOException {
    try (Socket socket = connect(address)) {
      send(socket, bytes);
      awaitClose(socket);
    }
  }
}
