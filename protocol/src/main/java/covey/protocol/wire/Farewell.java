package covey.protocol.wire;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;

/**
 * A connection's last words, said so that they arrive: a socket that is closed with unread bytes
 * resets the connection, and a reset takes from the other side what it has not read yet.
 */
final class Farewell {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** As much as a side that does not know yet may have sent meanwhile. */
  private static final int MOST_DRAINED_BYTES = 8 << 20;

  private Farewell() {}

  /**
   * Says {@code last} and closes the socket, in half a second at most; never fails. False if it
   * could not be said.
   */
  @CanIgnoreReturnValue
  static boolean say(SocketChannel channel, FrameWriter writer, Message last) {
    boolean said = false;
    try (channel;
        Deadline _ = Deadline.closing(channel, PATIENCE)) {
      writer.write(List.of(last));
      said = true;
      channel.shutdownOutput();
      drain(channel);
    } catch (IOException _) {
      // The other side is gone, or does not read: there is nobody to tell.
    }
    return said;
  }

  private static void drain(SocketChannel channel) throws IOException {
    ByteBuffer scrap = ByteBuffer.allocate(16 << 10);
    int drainedBytes = 0;
    while (drainedBytes < MOST_DRAINED_BYTES) {
      int bytes = channel.read(scrap.clear());
      if (bytes < 0) {
        return;
      }
      drainedBytes += bytes;
    }
  }
}
