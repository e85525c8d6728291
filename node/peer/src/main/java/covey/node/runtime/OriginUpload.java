package covey.node.runtime;

import com.google.common.net.HostAndPort;
import covey.node.store.PieceStore;
import covey.node.transfer.Connection;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.NodeRecord;
import covey.protocol.wire.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * In mode central, sharing means uploading: asks the origin to fetch a share from this node, and
 * asks again until the origin has all of it, however often either side goes away.
 */
final class OriginUpload implements Runnable {
  private static final long RETRY_MILLIS = 1_000;

  private final LocalShare share;
  private final PeerFinders.Network network;

  OriginUpload(LocalShare share, PeerFinders.Network network) {
    this.share = share;
    this.network = network;
  }

  /** Uploads in a thread of its own unless the share is being uploaded already. */
  void start() {
    if (!share.upload().begin()) {
      return;
    }
    boolean started = false;
    try {
      Connection.THREADS.newThread(this).start();
      started = true;
    } finally {
      if (!started) {
        share.upload().end(); // no thread could be made: a later start tries again
      }
    }
  }

  @Override
  public void run() {
    try {
      upload();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      share.upload().end();
      if (isNeeded() && !Thread.currentThread().isInterrupted()) {
        start(); // needed again since it was last checked
      }
    }
  }

  private void upload() throws InterruptedException {
    Connection asked = null;
    while (isNeeded()) {
      if (asked == null || asked.isClosed()) {
        asked = ask().orElse(null);
      }
      share.upload().awaitReport(RETRY_MILLIS);
    }
  }

  private boolean isNeeded() {
    return network.rules().uploads() && share.mayUpload();
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
}
