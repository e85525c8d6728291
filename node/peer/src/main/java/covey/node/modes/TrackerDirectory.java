package covey.node.modes;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory that a tracker hosts: the first of several that answers.
 *
 * <p>One connection, over which requests are pipelined. It is opened at once, watched by pings, and
 * opened again, to the next tracker, when it breaks or is silent; after failures less and less
 * often. A request whose connection breaks is put once more, since every verb may be: with several
 * trackers it is answered within 3 s though one froze. A tracker that keeps its directory together
 * with others names them, so that all of them may move one after the other. Thread-safe.
 */
public final class TrackerDirectory implements Directory {
  private static final Logger LOG = LoggerFactory.getLogger(TrackerDirectory.class);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);
  // With somebody else to ask, a silent tracker is left earlier.
  private static final Duration ANSWER_TIMEOUT_OF_SEVERAL = Duration.ofSeconds(2);
  private static final Duration DIAL_TIMEOUT_OF_SEVERAL = Duration.ofSeconds(1);
  private static final Duration WATCH_INTERVAL = Duration.ofMillis(500);
  private static final Duration PING_AFTER = Duration.ofMillis(900);
  private static final long DESCRIBE_MILLIS = 10_000;
  private static final long FIRST_DESCRIBE_MILLIS = 2_000;
  private static final long FIRST_BACKOFF_MILLIS = 250;
  private static final long MOST_BACKOFF_MILLIS = 1_000;

  private final TrackerList trackers;
  private final LocalNode local;
  private final Duration timeout;
  private final Listener listener;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<@Nullable TrackerLink> link = new AtomicReference<>();
  private final long startedNanos = System.nanoTime();
  private volatile @Nullable TrackerLink lastLink;
  private long describeAtNanos; // read and written by the watching thread only
  private @Nullable TrackerLink describedBy; // likewise
  // All below is guarded by this.
  private int failures;
  private long notBeforeNanos = System.nanoTime();
  private String problem = "the tracker was not asked yet";

  /** What is told of the tracker in use; must not block. */
  public interface Listener {
    /**
     * It is another than before, or was reached anew: it may have been restarted, and know nothing
     * of this node.
     */
    void connected();

    /** It described the deployment, as it is asked to when it is reached and every 10 s. */
    void described(DirectoryAnswer.Described deployment);

    /** A node that cannot dial this one asks to be dialled. */
    void dialBack(Message.DialBack wish);
  }

  private static final class Nobody implements Listener {
    @Override
    public void connected() {}

    @Override
    public void described(DirectoryAnswer.Described deployment) {}

    @Override
    public void dialBack(Message.DialBack wish) {}
  }

  /**
   * Begins to connect to the first of {@code trackers} (at least one) that answers, and returns.
   */
  public TrackerDirectory(List<HostAndPort> trackers, LocalNode local) {
    this(trackers, local, new Nobody());
  }

  /** The same, and tells {@code listener}. */
  public TrackerDirectory(List<HostAndPort> trackers, LocalNode local, Listener listener) {
    this(
        trackers,
        local,
        trackers.size() > 1 ? ANSWER_TIMEOUT_OF_SEVERAL : ANSWER_TIMEOUT,
        listener);
  }

  TrackerDirectory(List<HostAndPort> trackers, LocalNode local, Duration timeout) {
    this(trackers, local, timeout, new Nobody());
  }

  private TrackerDirectory(
      List<HostAndPort> trackers, LocalNode local, Duration timeout, Listener listener) {
    if (trackers.isEmpty()) {
      throw new IllegalArgumentException("no tracker was named");
    }
    this.trackers = new TrackerList(trackers);
    this.local = local;
    this.timeout = timeout;
    this.listener = listener;
    Thread.ofVirtual().name("tracker-watch").start(this::watch);
  }

  /** True while a tracker is connected that answered lately. */
  public boolean answers() {
    return current().filter(used -> used.heardWithin(timeout)).isPresent();
  }

  /** How long ago a tracker was last heard, or since when none was. */
  public Duration silence() {
    TrackerLink last = lastLink;
    return Duration.ofNanos(System.nanoTime() - (last == null ? startedNanos : last.heardNanos()));
  }

  /** The tracker in use, if one is. */
  public Optional<HostAndPort> tracker() {
    return current().map(TrackerLink::tracker);
  }

  /**
   * This machine's address toward the tracker, at which others can reach it too; empty if not
   * connected.
   */
  public Optional<InetAddress> localAddress() {
    return current().map(TrackerLink::localAddress);
  }

  /** Whether a tracker would be tried when the one in use fails. */
  boolean knows(HostAndPort tracker) {
    return trackers.all().contains(tracker);
  }

  @Override
  public DirectoryAnswer ask(DirectoryVerb verb) throws DirectoryException {
    try {
      TrackerLink first = connected();
      try {
        return first.ask(verb);
      } catch (TrackerLink.BrokenException e) {
        first.close();
        return connected().ask(verb);
      }
    } catch (TrackerLink.BrokenException e) {
      throw new DirectoryException("tracker " + e.getMessage(), e);
    } catch (IOException e) {
      throw new DirectoryException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    TrackerLink current = link.getAndSet(null);
    if (current != null) {
      current.leave();
    }
  }

  private Optional<TrackerLink> current() {
    return Optional.ofNullable(link.get()).filter(TrackerLink::isOpen);
  }

  private TrackerLink open(HostAndPort tracker, Duration dialTimeout) throws IOException {
    return TrackerLink.open(tracker, dialTimeout, local, timeout, listener::dialBack);
  }

  /** The open link, or a new one; IOException at once if that failed a moment ago. */
  private synchronized TrackerLink connected() throws IOException {
    Optional<TrackerLink> open = current();
    if (open.isPresent()) {
      return open.get();
    }
    if (closed.getCount() == 0) {
      throw new IOException("this node no longer uses the tracker");
    }
    if (System.nanoTime() - notBeforeNanos < 0) {
      throw new IOException(problem);
    }
    TrackerLink former = lastLink;
    List<HostAndPort> all = former == null ? trackers.all() : trackers.after(former.tracker());
    Duration dialTimeout = all.size() > 1 ? DIAL_TIMEOUT_OF_SEVERAL : timeout;
    try {
      TrackerLink fresh =
          new TrackerRace("tracker", tracker -> open(tracker, dialTimeout)).run(all);
      link.set(fresh);
      lastLink = fresh;
      failures = 0;
      listener.connected();
      // Closed meanwhile: then nobody else closes this one.
      if (closed.getCount() == 0) {
        fresh.leave();
      }
      return fresh;
    } catch (IOException e) {
      problem = String.valueOf(e.getMessage());
    }
    long backoffMillis =
        Math.min(MOST_BACKOFF_MILLIS, FIRST_BACKOFF_MILLIS << Math.min(failures, 10));
    failures++;
    // Half of it at random, so that a deployment does not return all at once.
    long jittered = backoffMillis / 2 + ThreadLocalRandom.current().nextLong(backoffMillis / 2 + 1);
    notBeforeNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(jittered);
    throw new IOException(problem);
  }

  /** Keeps a link open, and notices when it no longer answers. */
  private void watch() {
    try {
      do {
        look();
      } while (!closed.await(WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      current().ifPresent(TrackerLink::closeIfSilent);
      TrackerLink used = connected();
      if (!used.heardWithin(PING_AFTER)) {
        // Elsewhere: it blocks if the tracker reads nothing, and then the silence must be noticed.
        Thread.ofVirtual().name("tracker-ping").start(() -> ping(used));
      }
      long now = System.nanoTime();
      if (describedBy != used || now - describeAtNanos >= 0) {
        // Soon again at first: the cluster may be about to change, as its member's death shows.
        long pause = describedBy == used ? DESCRIBE_MILLIS : FIRST_DESCRIBE_MILLIS;
        describedBy = used;
        long quarter = ThreadLocalRandom.current().nextLong(pause / 4);
        describeAtNanos = now + TimeUnit.MILLISECONDS.toNanos(pause - quarter);
        Thread.ofVirtual().name("tracker-describe").start(() -> askWhatItIs(used));
      }
    } catch (IOException e) {
      LOG.debug("{}", e.getMessage());
    }
  }

  private static void ping(TrackerLink used) {
    try {
      used.ping();
    } catch (IOException e) {
      LOG.debug("{}", e.getMessage());
    }
  }

  private void askWhatItIs(TrackerLink used) {
    try {
      if (used.ask(new DirectoryVerb.Describe()) instanceof DirectoryAnswer.Described deployment) {
        trackers.learn(deployment.hosts());
        listener.described(deployment);
      }
    } catch (IOException e) {
      LOG.debug("not described: {}", e.getMessage());
    }
  }
}
