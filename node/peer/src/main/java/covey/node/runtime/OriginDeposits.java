package covey.node.runtime;

import covey.node.store.PieceStore;
import covey.node.transfer.Connection;
import covey.protocol.wire.Message;
import covey.protocol.wire.Message.DepositState.State;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The origin's side of mode central: fetches the shares that nodes deposit and reports progress.
 */
final class OriginDeposits implements AutoCloseable {
  /** Most deposits that wait; more are refused. */
  static final int MOST_WAITING = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(OriginDeposits.class);
  private static final Duration REPORT_INTERVAL = Duration.ofMillis(200);

  private final Shares shares;
  private final BlockingQueue<Asked> deposits;
  private final Thread thread;

  /** A deposit that a node asked this origin to keep, and the connection that it was asked on. */
  record Asked(Connection from, Message.Deposit deposit) {}

  /** Keeps what is in {@code deposits} once {@link #start} is called. */
  OriginDeposits(Shares shares, BlockingQueue<Asked> deposits) {
    this.shares = shares;
    this.deposits = deposits;
    thread = Thread.ofVirtual().name("covey-origin").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (true) {
        Asked next = deposits.take();
        Thread.ofVirtual().name("covey-deposit").start(() -> keep(next.from(), next.deposit()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts or continues a deposit; reports on the connection until all of it is kept. */
  private void keep(Connection from, Message.Deposit deposit) {
    try {
      LocalShare share = shares.keep(deposit.share(), deposit.name());
      if (!share.isComplete()) {
        from.open(share.session());
      }
      while (!from.isClosed()) {
        NodeProblem problem = share.problem();
        if (problem != null) {
          report(from, share, State.REFUSED, String.valueOf(problem.getMessage()));
          return;
        }
        if (share.isComplete()) {
          PieceStore store = share.store();
          if (store != null) {
            store.checkpoint();
          }
          report(from, share, State.KEPT, "");
          return;
        }
        report(from, share, State.FETCHING, "");
        Thread.sleep(REPORT_INTERVAL);
      }
    } catch (NodeProblem | IOException e) {
      LOG.warn("cannot keep {}: {}", deposit.share(), e.getMessage());
      from.post(
          new Message.DepositState(
              deposit.share(), State.REFUSED, 0, String.valueOf(e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void report(Connection to, LocalShare share, State state, String sentence) {
    to.post(new Message.DepositState(share.id(), state, share.haveBytes(), sentence));
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
