package covey.node.runtime;

import covey.node.transfer.Connection;
import covey.protocol.wire.Message;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Deposits that nodes asked this origin to keep and that it has not begun with. Thread-safe. */
final class DepositQueue {
  private static final int MOST_WAITING = 1_000;

  private final BlockingQueue<Asked> waiting = new LinkedBlockingQueue<>(MOST_WAITING);

  /** A deposit and the connection that it was asked on. */
  record Asked(Connection from, Message.Deposit deposit) {}

  /** Returns false if too many are waiting. */
  boolean offer(Connection from, Message.Deposit deposit) {
    return waiting.offer(new Asked(from, deposit));
  }

  Asked take() throws InterruptedException {
    return waiting.take();
  }
}
