package covey.node.modes;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.wire.LocalNode;
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
 * <p>One connection, over which requests are pipelined. It is opened at once, watched by a ping
 * every second, and opened again, to the next tracker, when it fails; after failures less and less
 * often. A request whose connection breaks is put once more, since every verb may be. Thread-safe.
 */
public final class TrackerDirectory implements Directory {
  private static final Logger LOG = LoggerFactory.getLogger(TrackerDirectory.class);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration WATCH_INTERVAL = Duration.ofSeconds(1);
  private static final long FIRST_BACKOFF_MILLIS = 250;
  private static final long MOST_BACKOFF_MILLIS = 3_000;

  private final List<HostAndPort> trackers;
  private final LocalNode local;
  private final Duration timeout;
  private final Runnable connected;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<@Nullable TrackerLink> link = new AtomicReference<>();
  // All below is guarded by this.
  private int next;
  private int failures;
  private long notBeforeNanos = System.nanoTime();
  private String problem = "the tracker was not asked yet";

  /**
   * Begins to connect to the first of {@code trackers} (at least one) that answers, and returns.
   */
  public TrackerDirectory(List<HostAndPort> trackers, LocalNode local) {
    this(trackers, local, () -> {});
  }

  /**
   * The same, and runs {@code connected} whenever it is on a tracker anew: that one may be new, or
   * have been restarted, and know nothing of this node. It must not block.
   */
  public TrackerDirectory(List<HostAndPort> trackers, LocalNode local, Runnable connected) {
    this(trackers, local, ANSWER_TIMEOUT, connected);
  }

  TrackerDirectory(List<HostAndPort> trackers, LocalNode local, Duration timeout) {
    this(trackers, local, timeout, () -> {});
  }

  private TrackerDirectory(
      List<HostAndPort> trackers, LocalNode local, Duration timeout, Runnable connected) {
    if (trackers.isEmpty()) {
      throw new IllegalArgumentException("no tracker was named");
    }
    this.trackers = List.copyOf(trackers);
    this.local = local;
    this.timeout = timeout;
    this.connected = connected;
    Thread.ofVirtual().name("tracker-watch").start(this::watch);
  }

  /** True while a tracker is connected that answered within the last 3 s. */
  public boolean answers() {
    TrackerLink current = link.get();
    return current != null && current.isOpen() && current.heardWithin(timeout);
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
    for (int i = 0; i < trackers.size(); i++) {
      HostAndPort tracker = trackers.get(next);
      try {
        TrackerLink fresh =
            TrackerLink.open(tracker, timeout.dividedBy(trackers.size()), local, timeout);
        link.set(fresh);
        failures = 0;
        connected.run();
        // Closed meanwhile: then nobody else closes this one.
        if (closed.getCount() == 0) {
          fresh.leave();
        }
        return fresh;
      } catch (IOException e) {
        problem = "tracker %s does not answer: %s".formatted(tracker, reason(e));
        next = (next + 1) % trackers.size();
      }
    }
    long backoffMillis =
        Math.min(MOST_BACKOFF_MILLIS, FIRST_BACKOFF_MILLIS << Math.min(failures, 10));
    failures++;
    // Half of it at random, so that a deployment does not return all at once.
    long jittered = backoffMillis / 2 + ThreadLocalRandom.current().nextLong(backoffMillis / 2 + 1);
    notBeforeNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(jittered);
    throw new IOException(problem);
  }

  /** What went wrong, without the words that say that something did. */
  private static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    int colon = message.startsWith("cannot reach ") ? message.indexOf(": ") : -1;
    return colon < 0 ? message : message.substring(colon + 2);
  }

  /** Keeps a link open, and notices when it no longer answers. */
  private void watch() {
    try {
      do {
        ping();
      } while (!closed.await(WATCH_INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ping() {
    try {
      connected().ping();
    } catch (IOException e) {
      LOG.debug("{}", e.getMessage());
    }
  }
}
