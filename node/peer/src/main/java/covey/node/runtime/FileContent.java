package covey.node.runtime;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** One file of a share, open for reading; yields verified bytes only. For one thread. */
public interface FileContent extends Closeable {
  /** Returns the length of the whole file in bytes, whether or not all of it is here. */
  long lengthBytes();

  /**
   * Reads at least one and at most {@code into.remaining()} bytes at {@code offsetBytes}, which
   * must be inside the file, and returns their number; blocks until the first byte is verified.
   *
   * @throws NodeProblem of kind TIMED_OUT if the bytes did not arrive in time, FAILED or NOT_FOUND
   *     if they never will
   * @throws IOException if the disk fails; the message is one line for users
   */
  int read(long offsetBytes, ByteBuffer into) throws IOException, NodeProblem;
}
