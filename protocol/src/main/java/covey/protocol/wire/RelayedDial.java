package covey.protocol.wire;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.RelayToken;
import covey.protocol.identity.NodeId;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Establishes a connection over a relay, from either end: one node opens a place and waits, the
 * other joins. Once both are connected, they perform the handshake as on any new connection. Not
 * thread-safe.
 */
public final class RelayedDial implements Closeable {
  /** Among the features of our Hello to the relay. */
  private static final String FEATURE = "relayed";

  private final HostAndPort address;
  private final WireConnection toRelay;
  private final LocalNode local;
  private RelayToken token = new RelayToken(0, 0);
  private boolean handedOver;

  private RelayedDial(HostAndPort address, WireConnection toRelay, LocalNode local) {
    this.address = address;
    this.toRelay = toRelay;
    this.local = local;
  }

  /** Returns whether the dialling side wants to be relayed and requests that next. */
  public static boolean isWantedBy(Message.Hello hello) {
    return hello.features().contains(FEATURE);
  }

  /**
   * Requests a place at a relay that {@code to} may join. Throws IOException with a one-line
   * message if the relay does not answer in time or refuses.
   */
  public static RelayedDial open(HostAndPort relay, NodeId to, Duration timeout, LocalNode local)
      throws IOException {
    RelayedDial dial = dial(relay, timeout, local);
    boolean done = false;
    try {
      dial.toRelay.send(new Message.RelayOpen(to));
      dial.token = dial.await(Message.RelayWaiting.class, timeout).token();
      done = true;
      return dial;
    } finally {
      if (!done) {
        dial.close();
      }
    }
  }

  /** Joins the node that opened the place; throws as {@link #open} and {@link #connect} do. */
  public static WireConnection join(
      HostAndPort relay, RelayToken token, Duration timeout, LocalNode local) throws IOException {
    RelayedDial dial = dial(relay, timeout, local);
    boolean done = false;
    try {
      dial.toRelay.send(new Message.RelayJoin(token));
      WireConnection connection = dial.meet(timeout, false);
      done = true;
      return connection;
    } finally {
      if (!done) {
        dial.close();
      }
    }
  }

  private static RelayedDial dial(HostAndPort relay, Duration timeout, LocalNode local)
      throws IOException {
    Handshake handshake = new Handshake(local, VersionRange.SPOKEN, List.of(FEATURE));
    return new RelayedDial(
        relay, WireDialer.dial(relay, timeout, handshake, SocketSettings.DEFAULT), local);
  }

  /** Returns the id that the relay claims. */
  public NodeId relay() {
    return toRelay.remote().node();
  }

  /** Returns the token with which the other node joins. */
  public RelayToken token() {
    return token;
  }

  /**
   * Waits for the other node and performs the handshake; the caller closes the connection. Throws
   * IOException with a one-line message if no node joins in time.
   */
  public WireConnection connect(Duration timeout) throws IOException {
    return meet(timeout, true);
  }

  private WireConnection meet(Duration timeout, boolean opened) throws IOException {
    await(Message.RelayReady.class, timeout);
    try (Deadline deadline = Deadline.closing(toRelay, timeout)) {
      try {
        WireConnection met = toRelay.beginAnew(new Handshake(local), address, opened);
        handedOver = true;
        return met;
      } catch (HandshakeException e) {
        throw e;
      } catch (IOException e) {
        throw new IOException(
            "relay %s: %s"
                .formatted(
                    address,
                    deadline.passed()
                        ? "the other node did not answer"
                        : "the other node closed the connection"),
            e);
      }
    }
  }

  private <M extends Message> M await(Class<M> kind, Duration timeout) throws IOException {
    try (Deadline deadline = Deadline.closing(toRelay, timeout)) {
      try {
        Message message = toRelay.receive();
        while (!kind.isInstance(message)) {
          if (message instanceof Message.ErrorMessage error) {
            throw new RefusedException("relay %s refused: %s".formatted(address, error.sentence()));
          }
          // A node that does not relay first sends its usual messages.
          toRelay.skipPayload(message.payloadBytes());
          message = toRelay.receive();
        }
        return kind.cast(message);
      } catch (RefusedException e) {
        throw e;
      } catch (IOException e) {
        throw new IOException(
            deadline.passed()
                ? "relay %s: no node joined within %.1f s"
                    .formatted(address, timeout.toMillis() / 1000.0)
                : "relay %s closed the connection".formatted(address),
            e);
      }
    }
  }

  private static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message);
    }
  }

  /** Releases the place, unless the connection was handed over. Idempotent. */
  @Override
  public void close() {
    if (!handedOver) {
      toRelay.close();
    }
  }
}
