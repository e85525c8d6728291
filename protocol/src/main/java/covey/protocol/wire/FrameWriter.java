package covey.protocol.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes whole frames, including payload, to a blocking socket; never interleaves two. Thread-safe.
 *
 * <p>A failed write may leave a partial frame, so it closes the socket; it is not counted.
 */
final class FrameWriter {
  private final SocketChannel channel;
  private final Overhead overhead;
  private final ReentrantLock lock = new ReentrantLock();

  /** Counted in {@code overhead}. */
  FrameWriter(SocketChannel channel, Overhead overhead) {
    this.channel = channel;
    this.overhead = overhead;
  }

  void write(List<Message> messages) throws IOException {
    for (Message message : messages) {
      expectPayload(message, 0);
    }
    if (messages.isEmpty()) {
      return;
    }
    ByteBuffer frames = FrameCodec.encode(messages);
    int bytes = frames.remaining();
    whole(() -> channelWrite(frames));
    overhead.sent(bytes);
    for (Message message : messages) {
      overhead.said(message);
    }
  }

  void write(Message message, ByteBuffer payload) throws IOException {
    expectPayload(message, payload.remaining());
    ByteBuffer[] both = {FrameCodec.encode(message), payload};
    int frameBytes = both[0].remaining();
    whole(
        () -> {
          while (both[0].hasRemaining() || payload.hasRemaining()) {
            channel.write(both);
          }
        });
    overhead.wrote(message, frameBytes);
  }

  void write(Message message, PayloadSource source) throws IOException {
    ByteBuffer frame = FrameCodec.encode(message);
    int frameBytes = frame.remaining();
    whole(
        () -> {
          channelWrite(frame);
          source.writeTo(channel);
        });
    overhead.wrote(message, frameBytes);
  }

  private void channelWrite(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  private void whole(Writing writing) throws IOException {
    lock.lock();
    boolean done = false;
    try {
      writing.run();
      done = true;
    } finally {
      try {
        if (!done) {
          channel.close();
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private static void expectPayload(Message message, int bytes) {
    if (message.payloadBytes() != bytes) {
      throw new IllegalStateException("%s with %d bytes of payload".formatted(message, bytes));
    }
  }

  private interface Writing {
    void run() throws IOException;
  }
}
