package covey.protocol.wire;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/** Writes a message's payload directly to the socket, so that a file's bytes are not copied. */
@FunctionalInterface
public interface PayloadSource {
  /**
   * Writes exactly the number of payload bytes that the message announced, or throws; the
   * connection is then closed, because the other side still expects the rest.
   */
  void writeTo(WritableByteChannel out) throws IOException;
}
