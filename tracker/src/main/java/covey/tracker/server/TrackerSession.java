package covey.tracker.server;

import covey.protocol.wire.MalformedFrameException;
import covey.protocol.wire.Message;
import covey.protocol.wire.WireConnection;
import java.io.IOException;
import java.util.Optional;

/**
 * One node's connection to the tracker: requests are answered in their order, however many are
 * under way. Run by the connection's own thread.
 */
final class TrackerSession {
  private final WireConnection connection;
  private final DirectoryDesk desk;
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
        connection.send(desk.reply(connection.remote().node(), request));
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

  private void tell(Message.ErrorCode code, String sentence) {
    connection.close(new Message.ErrorMessage(code, sentence, 0, Optional.empty()));
  }
}
