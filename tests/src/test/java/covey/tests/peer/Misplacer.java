package covey.tests.peer;

import com.google.common.net.HostAndPort;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * A proxy between a node and its tracker that replaces the node's address with one that never
 * answers: a port that swallows connection attempts, as a firewall does.
 */
public final class Misplacer implements Closeable {
  private static final int DIRECTORY_REQUEST = 40;
  private static final int ANNOUNCE = 2;
  private static final int ANNOUNCED_NODE = 1;
  private static final int INTRODUCE = 12;
  private static final int INTRODUCED_NODE = 2;
  private static final int LISTEN = 2;

  /** Enough to fill a backlog of one; the system drops further attempts. */
  private static final int STUCK = 4;

  private final HostAndPort tracker;
  private final ServerSocket hole;
  private final List<Socket> stuck = new ArrayList<>();
  private final Listener listener;

  private Misplacer(HostAndPort tracker) throws IOException {
    this.tracker = tracker;
    hole = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    for (int i = 0; i < STUCK; i++) {
      Socket socket = new Socket();
      stuck.add(socket);
      Thread.ofVirtual().start(() -> connect(socket));
    }
    listener = Listener.open(this::relay);
  }

  private void connect(Socket socket) {
    try {
      socket.connect(new InetSocketAddress(hole.getInetAddress(), hole.getLocalPort()));
    } catch (IOException ended) {
      // Attempts beyond the backlog fail when the test ends.
    }
  }

  /** Starts a proxy of the tracker at {@code tracker} ("host:port"). */
  public static Misplacer before(String tracker) throws IOException {
    return new Misplacer(HostAndPort.fromString(tracker));
  }

  /** Returns the proxy's address, "host:port". */
  public String address() {
    return listener.address();
  }

  private String nowhere() {
    return "127.0.0.1:" + hole.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    hole.close();
    for (Socket socket : stuck) {
      socket.close();
    }
  }

  private void relay(Socket node) throws IOException {
    Between.relay(node, tracker, this::misplace, frame -> frame);
  }

  private Frame misplace(Frame frame) {
    if (frame.kind() != DIRECTORY_REQUEST) {
      return frame;
    }
    return new Frame(
        DIRECTORY_REQUEST,
        misplace(misplace(frame.body(), ANNOUNCE, ANNOUNCED_NODE), INTRODUCE, INTRODUCED_NODE));
  }

  private Fields misplace(Fields request, int verb, int nodeField) {
    if (request.bytes(verb).length == 0) {
      return request;
    }
    Fields asked = Fields.parse(request.bytes(verb));
    Fields node = Fields.parse(asked.bytes(nodeField)).without(LISTEN).with(LISTEN, nowhere());
    return request.without(verb).with(verb, asked.without(nodeField).with(nodeField, node));
  }
}
