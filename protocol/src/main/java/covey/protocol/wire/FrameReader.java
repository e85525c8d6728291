package covey.protocol.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.locks.LockSupport;

/**
 * Reads frames and payload from a blocking channel. Not thread-safe.
 *
 * <p>Frames pass through one small buffer, which grows only as the bytes of a long frame arrive.
 * Payload goes straight to the caller's buffer, except for the few bytes that arrived with its
 * frame.
 */
final class FrameReader {
  private static final int BUFFER_BYTES = 8 << 10;

  private final ReadableByteChannel channel;
  private final Overhead overhead;
  private ByteBuffer unread = ByteBuffer.allocate(BUFFER_BYTES).flip();
  private int payloadBytes;
  private volatile long lastReadNanos = System.nanoTime();

  /** Counted in {@code overhead}. */
  FrameReader(ReadableByteChannel channel, Overhead overhead) {
    this.channel = channel;
    this.overhead = overhead;
  }

  /**
   * Reads the next message. Throws EOFException if the stream ended before it,
   * MalformedFrameException, or IllegalStateException if the last message's payload was not read.
   */
  Message next(int mostBytes) throws IOException {
    if (payloadBytes > 0) {
      throw new IllegalStateException(payloadBytes + " bytes of payload are not read yet");
    }
    await(Integer.BYTES);
    int frameBytes = unread.getInt();
    if (frameBytes == 0) {
      throw new MalformedFrameException("a frame of 0 bytes");
    }
    if (frameBytes < 0 || frameBytes > mostBytes) {
      throw FrameCodec.tooLarge(frameBytes, mostBytes);
    }
    awaitAllOf(frameBytes);
    Message message = FrameCodec.read(unread.slice(unread.position(), frameBytes));
    unread.position(unread.position() + frameBytes);
    shrink();
    payloadBytes = message.payloadBytes();
    overhead.heard(message);
    return message;
  }

  /** Returns when bytes were last read, as in System.nanoTime; may be called by any thread. */
  long lastReadNanos() {
    return lastReadNanos;
  }

  /** Returns whether all of the last message's payload was read. */
  boolean isAtMessageEnd() {
    return payloadBytes == 0;
  }

  /** Returns the bytes read beyond the last message, for the next reader of the channel. */
  ByteBuffer takeUnread() {
    ByteBuffer taken = unread;
    unread = ByteBuffer.allocate(0);
    return taken;
  }

  /** Fills {@code destination} from the payload; throws IllegalStateException if there is less. */
  void readPayload(ByteBuffer destination) throws IOException {
    int bytes = destination.remaining();
    takePayload(bytes);
    int buffered = Math.min(unread.remaining(), bytes);
    destination.put(unread.slice(unread.position(), buffered));
    unread.position(unread.position() + buffered);
    if (destination.hasRemaining()) {
      readToItsEnd(destination);
    }
  }

  private void readToItsEnd(ByteBuffer destination) throws IOException {
    long start = System.nanoTime();
    int all = destination.remaining();
    while (destination.hasRemaining()) {
      int came = channel.read(destination);
      int rest = destination.remaining();
      if (came < 0) {
        throw endedWithin(rest + " bytes of payload to come");
      }
      lastReadNanos = System.nanoTime();
      long nap = ReadPacing.napNanos(came, all - rest, lastReadNanos - start, rest);
      if (nap > 0) {
        LockSupport.parkNanos(nap);
      }
    }
  }

  /** Skips {@code bytes} of the payload; throws IllegalStateException if there are fewer. */
  void skipPayload(int bytes) throws IOException {
    takePayload(bytes);
    int left = bytes;
    while (left > 0) {
      if (!unread.hasRemaining() && !more()) {
        throw endedWithin(left + " bytes of payload to come");
      }
      int skipped = Math.min(unread.remaining(), left);
      unread.position(unread.position() + skipped);
      left -= skipped;
    }
  }

  private void takePayload(int bytes) {
    if (bytes < 0 || bytes > payloadBytes) {
      throw new IllegalStateException(
          "%d bytes of payload wanted, %d to come".formatted(bytes, payloadBytes));
    }
    payloadBytes -= bytes;
  }

  private void await(int bytes) throws IOException {
    while (unread.remaining() < bytes) {
      if (!more()) {
        if (unread.hasRemaining()) {
          throw endedWithin("a frame's length");
        }
        throw new EOFException("the other side closed the connection");
      }
    }
  }

  private void awaitAllOf(int frameBytes) throws IOException {
    while (unread.remaining() < frameBytes) {
      if (!more()) {
        throw endedWithin("%d of a frame's %d bytes".formatted(unread.remaining(), frameBytes));
      }
    }
  }

  /** Reads what is available, at least one byte; returns false at the end of the stream. */
  private boolean more() throws IOException {
    if (unread.position() > 0) {
      unread.compact();
    } else {
      unread.position(unread.limit()).limit(unread.capacity());
    }
    try {
      if (!unread.hasRemaining()) {
        unread = ByteBuffer.allocate(2 * unread.capacity()).put(unread.flip());
      }
      int came = channel.read(unread);
      lastReadNanos = System.nanoTime();
      return came >= 0;
    } finally {
      unread.flip();
    }
  }

  private void shrink() {
    if (unread.capacity() > BUFFER_BYTES && unread.remaining() <= BUFFER_BYTES) {
      unread = ByteBuffer.allocate(BUFFER_BYTES).put(unread).flip();
    }
  }

  private static IOException endedWithin(String what) {
    return new IOException("the connection ended within " + what);
  }
}
