package covey.node.transfer;

import covey.protocol.wire.Message;
import java.util.concurrent.Semaphore;

/**
 * What a connection does for a peer that asks the directory: has the node answer, off the reader.
 */
final class DirectoryRole {
  private static final int MOST_VERBS_AT_ONCE = 1_000;

  private final Connection connection;
  private final TransferHost host;
  private final Semaphore answering = new Semaphore(MOST_VERBS_AT_ONCE);
  private volatile boolean asked;

  DirectoryRole(Connection connection, TransferHost host) {
    this.connection = connection;
    this.host = host;
  }

  /** Returns whether the peer has asked the directory. */
  boolean asked() {
    return asked;
  }

  /** Answers on another thread: an answer may wait for other members, and blocks must not. */
  void answer(Message.DirectoryRequest request) {
    asked = true;
    if (!answering.tryAcquire()) {
      connection.tellAndClose(Message.ErrorCode.BUSY, "asks the directory faster than it answers");
      return;
    }
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                connection.post(host.answer(connection.node(), request));
              } finally {
                answering.release();
              }
            });
  }
}
