package covey.protocol.wire;

import com.google.common.net.HostAndPort;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.channels.InterruptedByTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Opens connections to other nodes: the one place where a socket is connected. */
public final class WireDialer {
  private WireDialer() {}

  /** As the longer form, with the default socket settings. */
  public static WireConnection dial(HostAndPort to, Duration timeout, LocalNode local)
      throws IOException {
    return dial(to, timeout, local, SocketSettings.DEFAULT);
  }

  /**
   * Connects and performs the handshake within {@code timeout}, name resolution not included.
   * Throws HandshakeException if either side refuses, otherwise IOException; the message is one
   * human-readable line. The cause is an InterruptedByTimeoutException if the other side accepted
   * the connection and then stayed silent.
   */
  public static WireConnection dial(
      HostAndPort to, Duration timeout, LocalNode local, SocketSettings sockets)
      throws IOException {
    return dial(to, timeout, new Handshake(local), sockets);
  }

  static WireConnection dial(
      HostAndPort to, Duration timeout, Handshake handshake, SocketSettings sockets)
      throws IOException {
    long beganNanos = System.nanoTime();
    try {
      return dialEach(to, timeout, handshake, sockets);
    } catch (IOException e) {
      handshake.refused(to.toString(), true, String.valueOf(e.getMessage()), beganNanos);
      throw e;
    }
  }

  private static WireConnection dialEach(
      HostAndPort to, Duration timeout, Handshake handshake, SocketSettings sockets)
      throws IOException {
    if (!to.hasPort()) {
      throw cannotReach(to, "the address has no port", null);
    }
    InetAddress[] candidates = resolve(to);
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    for (int i = 0; ; i++) {
      // An address that drops packets must leave time for the next one.
      long share = (deadlineNanos - System.nanoTime()) / (candidates.length - i);
      Attempt attempt =
          new Attempt(to, new InetSocketAddress(candidates[i], to.getPort()), sockets);
      try {
        return attempt.run(handshake, Duration.ofNanos(Math.max(share, 0)));
      } catch (HandshakeException e) {
        throw e;
      } catch (IOException e) {
        if (i == candidates.length - 1) {
          throw e;
        }
      }
    }
  }

  private record Attempt(HostAndPort name, InetSocketAddress address, SocketSettings sockets) {
    WireConnection run(Handshake handshake, Duration timeout) throws IOException {
      SocketChannel channel = SocketChannel.open();
      boolean connected = false;
      boolean done = false;
      try (Deadline deadline = Deadline.closing(channel, timeout)) {
        try {
          sockets.applyTo(channel);
          channel.connect(address);
          connected = true;
          WireConnection connection = handshake.run(channel, name.toString(), true);
          done = true;
          return connection;
        } catch (HandshakeException e) {
          throw e;
        } catch (IOException e) {
          if (!deadline.passed()) {
            throw cannotReach(name, reason(e), e);
          }
          throw cannotReach(name, late(timeout), connected ? silence(e) : e);
        }
      } finally {
        if (!done) {
          channel.close();
        }
      }
    }
  }

  private static InetAddress[] resolve(HostAndPort to) throws IOException {
    try {
      return InetAddress.getAllByName(to.getHost());
    } catch (UnknownHostException e) {
      throw cannotReach(to, "unknown host", e);
    }
  }

  private static IOException silence(IOException closed) {
    IOException silence = new InterruptedByTimeoutException();
    silence.initCause(closed);
    return silence;
  }

  private static String late(Duration timeout) {
    return "no answer within %.1f s".formatted(timeout.toMillis() / 1000.0);
  }

  private static String reason(IOException e) {
    return switch (e) {
      case NoRouteToHostException _ -> "no route to host";
      case ConnectException _ -> String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
      case EOFException _ -> "it closed the connection without a message";
      case MalformedFrameException _ -> "it does not speak this protocol: " + e.getMessage();
      default -> e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    };
  }

  private static IOException cannotReach(
      HostAndPort to, String reason, @Nullable IOException cause) {
    return new IOException("cannot reach " + to + ": " + reason, cause);
  }
}
