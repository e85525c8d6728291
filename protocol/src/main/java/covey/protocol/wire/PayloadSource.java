package covey.protocol.wire;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/** Writes a message's payload by itself, so that a file's bytes can reach the socket uncopied. */
@FunctionalInterface
public interface PayloadSource {
  /**
   * Writes exactly the payload bytes that the message announced, or throws; then the connection is
   * closed, because the other side still waits for the rest.
   */
  void writeTo(WritableByteChannel out) throws IOException;
}
