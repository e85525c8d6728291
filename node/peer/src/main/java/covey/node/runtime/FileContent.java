package covey.node.runtime;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of one file of a share, opened for reading; only verified bytes come out. For one
 * thread.
 */
public interface FileContent extends Closeable {
  /** The whole file's length in bytes, however much of it is here yet. */
  long lengthBytes();

  /**
   * Reads at least one and at most {@code into.remaining()} bytes from {@code offsetBytes} on,
   * which lies inside the file, and returns how many; blocks until the first of them is verified.
   *
   * @throws NodeProblem of kind TIMED_OUT if they did not come in time, FAILED or NOT_FOUND if they
   *     never will
   * @throws IOException if the disk fails; the message is one line for people
   */
  int read(long offsetBytes, ByteBuffer into) throws IOException, NodeProblem;
}
