package covey.node.rendezvous;

import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.RendezvousAnswer;
import covey.protocol.directory.RendezvousVerb;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Offers this node to the directory as a relay, and renews the offer before it expires. */
public final class RelayOffer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RelayOffer.class);
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Directory directory;
  private final NodeRecord self;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Offers {@code self} once {@link #start} is called. */
  public RelayOffer(Directory directory, NodeRecord self) {
    this.directory = directory;
    this.self = self;
  }

  /** Makes the offer, and goes on until closed; returns at once. */
  public void start() {
    Thread.ofVirtual().name("covey-relay-offer").start(this::run);
  }

  private void run() {
    try {
      Duration pause = Duration.ZERO;
      while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = offer() ? INTERVAL : RETRY;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean offer() {
    try {
      DirectoryAnswer answer = directory.ask(new RendezvousVerb.OfferRelay(self));
      if (answer instanceof DirectoryAnswer.Failed failed) {
        LOG.info("the directory does not list this node as a relay: {}", failed.sentence());
      }
      return answer instanceof RendezvousAnswer.Offered;
    } catch (DirectoryException e) {
      LOG.debug("not offered as a relay: {}", e.getMessage());
      return false;
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
