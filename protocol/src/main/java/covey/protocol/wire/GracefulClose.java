package covey.protocol.wire;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;

/**
 * Closes a connection so that its last message arrives. A socket that is closed with unread bytes
 * resets the connection, and a reset discards what the other side has not read yet.
 */
final class GracefulClose {
  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** As much as the other side may have sent before it learns of the close. */
  private static final int MOST_DRAINED_BYTES = 8 << 20;

  private GracefulClose() {}

  /**
   * Sends {@code last} and closes the socket within half a second; never throws. Returns false if
   * the message could not be sent.
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
      // The other side is gone or does not read.
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
