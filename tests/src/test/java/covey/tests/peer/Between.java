package covey.tests.peer;

import com.google.common.net.HostAndPort;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.function.UnaryOperator;

/** Forwards frames between a dialling peer and a node, modifying them on the way. */
final class Between {
  private Between() {}

  /** Forwards frames in both directions; returns when either side closes. */
  static void relay(
      Socket dialled, HostAndPort node, UnaryOperator<Frame> asked, UnaryOperator<Frame> answered)
      throws IOException {
    try (Socket other = new Socket(node.getHost(), node.getPort())) {
      Thread asking = Thread.ofVirtual().start(() -> pump(dialled, other, asked));
      pump(other, dialled, answered);
      asking.interrupt();
    }
  }

  /** Forwards frames until either side closes, then closes both. */
  private static void pump(Socket from, Socket to, UnaryOperator<Frame> change) {
    try (from;
        to;
        DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream()));
        DataOutputStream out =
            new DataOutputStream(new BufferedOutputStream(to.getOutputStream()))) {
      while (true) {
        change.apply(Frame.read(in)).write(out);
      }
    } catch (IOException ended) {
      // One side closed the connection.
    }
  }
}
