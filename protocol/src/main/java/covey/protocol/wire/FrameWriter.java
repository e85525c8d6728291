package covey.protocol.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes whole frames to a blocking socket, payload included, never two mixed. Thread-safe.
 *
 * <p>A write that fails may have left half a frame, so it closes the socket.
 */
final class FrameWriter {
  private final SocketChannel channel;
  private final ReentrantLock lock = new ReentrantLock();

  FrameWriter(SocketChannel channel) {
    this.channel = channel;
  }

  void write(List<Message> messages) throws IOException {
    for (Message message : messages) {
      expectPayload(message, 0);
    }
    if (messages.isEmpty()) {
      return;
    }
    ByteBuffer frames = FrameCodec.encode(messages);
    whole(() -> channelWrite(frames));
  }

  void write(Message message, ByteBuffer payload) throws IOException {
    expectPayload(message, payload.remaining());
    ByteBuffer[] both = {FrameCodec.encode(message), payload};
    whole(
        () -> {
          while (both[0].hasRemaining() || payload.hasRemaining()) {
            channel.write(both);
          }
        });
  }

  void write(Message message, PayloadSource source) throws IOException {
    ByteBuffer frame = FrameCodec.encode(message);
    whole(
        () -> {
          channelWrite(frame);
          source.writeTo(channel);
        });
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
