package covey.node.runtime;

import com.google.common.net.HostAndPort;
import covey.node.store.PieceStore;
import covey.node.transfer.Connection;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.NodeRecord;
import covey.protocol.wire.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * In `central`, sharing means upload: asks the origin to fetch a share from us, and asks again
 * until it has all of it, however often either side goes away.
 */
final class OriginUpload implements Runnable {
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final LocalShare share;
  private final PeerFinder.Network network;
  private final Semaphore wake = new Semaphore(0);

  OriginUpload(LocalShare share, PeerFinder.Network network) {
    this.share = share;
    this.network = network;
  }

  @Override
  public void run() {
    Connection asked = null;
    while (network.rules().uploads()
        && !share.isRemoved()
        && !share.isKept()
        && share.problem() == null) {
      try {
        if (asked == null || asked.isClosed()) {
          asked = ask().orElse(null);
        }
        if (wake.tryAcquire(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
          wake.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private Optional<Connection> ask() {
    PieceStore store = share.store();
    if (store == null) {
      return Optional.empty();
    }
    try {
      Optional<NodeRecord> origin = origin();
      if (origin.isEmpty()) {
        return Optional.empty();
      }
      List<HostAndPort> addresses = new ArrayList<>(origin.get().listen());
      addresses.addAll(network.trackers().get());
      Optional<Connection> connection = network.connections().connect(origin.get().id(), addresses);
      share.waitFor(connection.isPresent() ? null : "the origin cannot be reached");
      connection.ifPresent(
          c ->
              c.post(
                  new Message.Deposit(share.id(), store.info().name(), store.info().sizeBytes())));
      return connection;
    } catch (DirectoryException e) {
      share.waitFor(e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<NodeRecord> origin() throws DirectoryException {
    DirectoryAnswer.Described described = network.directory().describe();
    described.origin().ifPresent(network.rules()::learnOrigin);
    if (described.origin().isEmpty()) {
      share.fail(
          new NodeProblem(
              NodeProblem.Kind.REFUSED,
              "this tracker has no origin, so central mode cannot share;"
                  + " start it with --origin DIR, or use --mode tracker"));
    }
    return described.origin();
  }

  /** The origin said how it stands. */
  void heard(Message.DepositState state) {
    switch (state.state()) {
      case FETCHING -> share.deposited(state.haveBytes(), false);
      case KEPT -> share.deposited(state.haveBytes(), true);
      case REFUSED ->
          share.fail(
              new NodeProblem(NodeProblem.Kind.REFUSED, "the origin refused: " + state.sentence()));
    }
    wake.release();
  }
}
