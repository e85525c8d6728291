package covey.node.runtime;

import covey.node.store.PieceStore;
import covey.node.transfer.Connection;
import covey.protocol.wire.Message;
import covey.protocol.wire.Message.DepositState.State;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The origin's side of `central`: fetches what nodes deposit, keeps it, and says how it goes. */
final class OriginKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(OriginKeeper.class);
  private static final Duration REPORT_INTERVAL = Duration.ofMillis(200);

  private final Shares shares;

  OriginKeeper(Shares shares) {
    this.shares = shares;
  }

  /** Begins, or goes on with, a deposit; reports on the connection until it is kept. */
  void deposit(Connection from, Message.Deposit deposit) {
    Thread.ofVirtual().name("covey-deposit").start(() -> keep(from, deposit));
  }

  private void keep(Connection from, Message.Deposit deposit) {
    try {
      LocalShare share = shares.keep(deposit.share(), deposit.name());
      if (!share.isComplete()) {
        from.open(share.session());
      }
      while (!from.isClosed()) {
        NodeProblem problem = share.problem();
        if (problem != null) {
          report(from, deposit, State.REFUSED, String.valueOf(problem.getMessage()));
          return;
        }
        if (share.isComplete()) {
          PieceStore store = share.store();
          if (store != null) {
            store.checkpoint();
          }
          report(from, deposit, State.KEPT, "");
          return;
        }
        report(from, deposit, State.FETCHING, "");
        Thread.sleep(REPORT_INTERVAL);
      }
    } catch (NodeProblem | IOException e) {
      LOG.warn("cannot keep {}: {}", deposit.share(), e.getMessage());
      report(from, deposit, State.REFUSED, String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void report(Connection to, Message.Deposit deposit, State state, String sentence) {
    long have = shares.find(deposit.share()).map(share -> share.status("").haveBytes()).orElse(0L);
    to.post(new Message.DepositState(deposit.share(), state, have, sentence));
  }
}
