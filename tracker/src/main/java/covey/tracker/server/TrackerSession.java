package covey.tracker.server;

import covey.protocol.wire.MalformedFrameException;
import covey.protocol.wire.Message;
import covey.protocol.wire.WireConnection;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * One node's connection to the tracker: requests are answered as the answers come, since one may
 * have to wait for another tracker. Run by the connection's own thread.
 */
final class TrackerSession {
  /** Whoever asks more than that at a moment waits: no more is read from it. */
  private static final int MOST_AT_ONCE = 16;

  private final WireConnection connection;
  private final DirectoryDesk desk;
  private final Semaphore answering = new Semaphore(MOST_AT_ONCE);
  private volatile long heardNanos = System.nanoTime();

  TrackerSession(WireConnection connection, DirectoryDesk desk) {
    this.connection = connection;
    this.desk = desk;
  }

  /** Answers until either side closes. */
  void run() {
    try (connection) {
      answerAll();
    } catch (IOException e) {
      // The node is gone. What it announced stays until it expires, as it may come back.
      return;
    }
  }

  /** When the node was last heard, on the clock of System.nanoTime. */
  long heardNanos() {
    return heardNanos;
  }

  void close() {
    connection.close();
  }

  private void answerAll() throws IOException {
    try {
      while (handle(connection.receive())) {
        heardNanos = System.nanoTime();
      }
    } catch (MalformedFrameException e) {
      tell(Message.ErrorCode.BAD_FRAME, String.valueOf(e.getMessage()));
    }
  }

  /** False if that was all. */
  private boolean handle(Message message) throws IOException {
    return switch (message) {
      case Message.DirectoryRequest request -> {
        answering.acquireUninterruptibly();
        Thread.ofVirtual().name("tracker-answer").start(() -> answer(request));
        yield true;
      }
      case Message.Ping ping -> {
        connection.send(new Message.Pong(ping.nonce()));
        yield true;
      }
      case Message.Pong _, Message.Unknown _ -> true;
      case Message.Goodbye _, Message.ErrorMessage _ -> false;
      default -> {
        String kind = message.getClass().getSimpleName();
        tell(
            Message.ErrorCode.NOT_ALLOWED,
            "a tracker answers directory requests, and has no use for " + kind);
        yield false;
      }
    };
  }

  private void answer(Message.DirectoryRequest request) {
    try {
      connection.send(desk.reply(connection.remote().node(), request));
    } catch (IOException e) {
      close();
    } finally {
      answering.release();
    }
  }

  private void tell(Message.ErrorCode code, String sentence) {
    connection.close(new Message.ErrorMessage(code, sentence, 0, Optional.empty()));
  }
}
