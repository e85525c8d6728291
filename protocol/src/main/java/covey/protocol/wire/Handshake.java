package covey.protocol.wire;

import com.google.common.net.HostAndPort;
import covey.protocol.wire.HandshakeException.Problem;
import covey.protocol.wire.Message.ErrorCode;
import covey.protocol.wire.Message.ErrorMessage;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Exchanges Hello messages and decides whether the connection continues. Both sides apply the same
 * rules, so each can name the reason for a refusal. Thread-safe.
 */
final class Handshake {
  private final LocalNode local;
  private final VersionRange versions;
  private final List<String> features;

  Handshake(LocalNode local) {
    this(local, VersionRange.SPOKEN);
  }

  Handshake(LocalNode local, VersionRange versions) {
    this(local, versions, List.of());
  }

  Handshake(LocalNode local, VersionRange versions, List<String> features) {
    this.local = local;
    this.versions = versions;
    this.features = features;
  }

  /**
   * Performs the handshake on a connected socket. On failure, sends the reason, closes the socket
   * and throws HandshakeException, MalformedFrameException, or EOFException if the other side
   * closed first. Has no deadline of its own.
   *
   * @param name the name of the other side in messages
   */
  WireConnection run(SocketChannel channel, String name, boolean dialled) throws IOException {
    Overhead overhead = overhead();
    return run(
        channel,
        new FrameReader(channel, overhead),
        new FrameWriter(channel, overhead),
        name,
        dialled);
  }

  /** Counts for all connections of this node. */
  Overhead overhead() {
    return local.overhead();
  }

  /** As above, on a socket that was read from and written to before. */
  WireConnection run(
      SocketChannel channel, FrameReader reader, FrameWriter writer, String name, boolean dialled)
      throws IOException {
    boolean done = false;
    long beganNanos = System.nanoTime();
    try {
      writer.write(List.of(hello()));
      Message.Hello remote = remoteHello(reader, name);
      int version = agree(remote, name);
      Tap tap = local.tap();
      var greeting = new WireConnection.Greeting(remote, version, dialled, tap);
      var connection = new WireConnection(channel, reader, writer, greeting);
      done = true;
      if (tap != null) {
        tap.opened(connection, beganNanos);
      }
      return connection;
    } catch (MalformedFrameException e) {
      GracefulClose.say(channel, writer, error(e.code(), String.valueOf(e.getMessage())));
      throw e;
    } catch (HandshakeException e) {
      Optional<ErrorCode> code = codeOf(e.problem());
      code.ifPresent(
          c -> GracefulClose.say(channel, writer, error(c, String.valueOf(e.getMessage()))));
      throw e;
    } finally {
      if (!done) {
        channel.close();
      }
    }
  }

  /** Reports the failure to the tap, if there is one. */
  void refused(String name, boolean dialled, String why, long beganNanos) {
    Tap tap = local.tap();
    if (tap != null) {
      tap.refused(name, dialled, why, beganNanos);
    }
  }

  private Message.Hello hello() {
    List<HostAndPort> listen = local.listen().get();
    return new Message.Hello(
        versions.lowest(),
        versions.highest(),
        features,
        local.id(),
        local.networkId(),
        local.agent(),
        listen.subList(0, Math.min(listen.size(), WireLimits.ADDRESSES)));
  }

  private static Message.Hello remoteHello(FrameReader reader, String name) throws IOException {
    Message first = reader.next(WireLimits.HELLO_BYTES);
    return switch (first) {
      case Message.Hello hello -> hello;
      case ErrorMessage error ->
          throw new HandshakeException(
              error.code() == ErrorCode.BUSY ? Problem.BUSY : Problem.REFUSED,
              name + " refused: " + error.sentence());
      default ->
          throw new MalformedFrameException(
              "expected Hello first, got " + first.getClass().getSimpleName());
    };
  }

  private int agree(Message.Hello remote, String name) throws HandshakeException {
    VersionRange theirs = new VersionRange(remote.lowestVersion(), remote.highestVersion());
    OptionalInt version = versions.highestCommon(theirs);
    if (version.isEmpty()) {
      throw new HandshakeException(
          Problem.VERSION,
          "%s speaks %s of the protocol, this node %s".formatted(name, theirs, versions));
    }
    if (!remote.networkId().equals(local.networkId())) {
      throw new HandshakeException(
          Problem.NETWORK,
          "%s belongs to %s, this node to %s"
              .formatted(name, network(remote.networkId()), network(local.networkId())));
    }
    if (remote.node().equals(local.id())) {
      throw new HandshakeException(Problem.SELF, name + " is this node itself");
    }
    return version.getAsInt();
  }

  private static String network(String id) {
    return id.isEmpty() ? "the open network" : "the network " + id;
  }

  /** Returns the message for the other side; none if the other side refused. */
  private static Optional<ErrorCode> codeOf(Problem problem) {
    return switch (problem) {
      case VERSION -> Optional.of(ErrorCode.VERSION);
      case SELF, NETWORK -> Optional.of(ErrorCode.NOT_ALLOWED);
      case BUSY, REFUSED -> Optional.empty();
    };
  }

  static ErrorMessage error(ErrorCode code, String sentence) {
    return new ErrorMessage(code, sentence, 0, Optional.empty());
  }
}
