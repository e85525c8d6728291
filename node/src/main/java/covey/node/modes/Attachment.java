package covey.node.modes;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.OrderVerb;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's connection to the member that answers it, and to another when that one dies.
 *
 * <p>A host that closes the connection is left at once, one that is silent within 2.5 s, one that
 * hosts no directory any more when it says so. What was asked is then asked again elsewhere, since
 * every verb may be put twice. Thread-safe.
 */
final class Attachment implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Attachment.class);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration DIAL_TIMEOUT = Duration.ofMillis(700);
  // One look for a host ends after this, so that a verb is answered or refused within seconds.
  private static final Duration LOOK_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration WATCH_INTERVAL = Duration.ofMillis(500);
  private static final Duration PING_AFTER = Duration.ofMillis(900);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(300);
  private static final int MOST_HOSTS = 200;
  private static final int MOST_MOVES = 4;

  private final LocalNode local;
  private final Runnable moved;
  private final Consumer<Message.DialBack> dialBack;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<@Nullable TrackerLink> link = new AtomicReference<>();
  private volatile long attachedNanos = System.nanoTime();
  // All below is guarded by this.
  private List<HostAndPort> hosts = List.of();
  private long notBeforeNanos = System.nanoTime();
  private String problem = "no member was asked yet";

  /**
   * Attached to nobody, until it is asked something or a moment has passed.
   *
   * @param moved run whenever it is attached to another than before; must not block
   */
  Attachment(
      LocalNode local,
      Collection<HostAndPort> hosts,
      Runnable moved,
      Consumer<Message.DialBack> dialBack) {
    this.local = local;
    this.moved = moved;
    this.dialBack = dialBack;
    renew(hosts);
    Thread.ofVirtual().name("seat-watch").start(this::watch);
  }

  /** The member it is attached to, if it is. */
  Optional<HostAndPort> host() {
    return open().map(TrackerLink::tracker);
  }

  /** For how long it has been attached to nobody; zero if it is. */
  Duration adrift() {
    return open().isPresent() ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - attachedNanos);
  }

  /** Members to turn to from now on, in the order in which to try them. */
  synchronized void renew(Collection<HostAndPort> members) {
    hosts = members.stream().distinct().limit(MOST_HOSTS).toList();
    notBeforeNanos = System.nanoTime();
  }

  /** The members to turn to. */
  synchronized List<HostAndPort> hosts() {
    return hosts;
  }

  /** Attaches to that member instead, if it answers; false if not. */
  boolean moveTo(HostAndPort host) {
    try {
      use(dial(host));
      return true;
    } catch (IOException e) {
      LOG.debug("stays where it is attached: {}", e.getMessage());
      return false;
    }
  }

  /** Attaches now, if it is not; IOException with a line for people if no member answers. */
  void reach() throws IOException {
    attached();
  }

  /** Asks the member; IOException with a line for people if none answers within seconds. */
  DirectoryAnswer ask(DirectoryVerb verb) throws IOException {
    IOException last = null;
    for (int move = 0; move < MOST_MOVES; move++) {
      TrackerLink used = attached();
      try {
        DirectoryAnswer answer = used.ask(verb);
        if (!(answer instanceof DirectoryAnswer.Failed failed && isNoHost(verb, failed))) {
          return answer;
        }
        last = new IOException(used.tracker() + " is no member any more");
      } catch (TrackerLink.BrokenException e) {
        last = e;
      }
      leave(used);
    }
    throw last == null ? new IOException("no member answers") : last;
  }

  private static boolean isNoHost(DirectoryVerb verb, DirectoryAnswer.Failed failed) {
    return failed.code().equals("NOT_ALLOWED") && !(verb instanceof OrderVerb);
  }

  @Override
  public void close() {
    closed.countDown();
    TrackerLink last = link.getAndSet(null);
    if (last != null) {
      last.leave();
    }
  }

  private Optional<TrackerLink> open() {
    return Optional.ofNullable(link.get()).filter(TrackerLink::isOpen);
  }

  private TrackerLink dial(HostAndPort host) throws IOException {
    return TrackerLink.open(host, DIAL_TIMEOUT, local, ANSWER_TIMEOUT, dialBack);
  }

  /** The one in use failed: it is the last to be tried again. */
  private synchronized void leave(TrackerLink failed) {
    failed.close();
    List<HostAndPort> rest = new ArrayList<>(hosts);
    if (rest.remove(failed.tracker())) {
      rest.add(failed.tracker());
    }
    hosts = List.copyOf(rest);
  }

  private synchronized TrackerLink attached() throws IOException {
    Optional<TrackerLink> present = open();
    if (present.isPresent()) {
      return present.get();
    }
    TrackerLink broken = link.get();
    if (broken != null) {
      leave(broken);
    }
    if (System.nanoTime() - notBeforeNanos < 0) {
      throw new IOException(problem);
    }
    long end = System.nanoTime() + LOOK_TIMEOUT.toNanos();
    for (HostAndPort host : hosts) {
      try {
        return use(dial(host));
      } catch (IOException e) {
        problem = "no member answers; of the last that was asked: " + e.getMessage();
        putLast(host);
      }
      if (System.nanoTime() - end > 0 || closed.getCount() == 0) {
        break;
      }
    }
    notBeforeNanos = System.nanoTime() + PAUSE_AFTER_FAILURE.toNanos();
    throw new IOException(problem);
  }

  private synchronized void putLast(HostAndPort host) {
    LinkedHashSet<HostAndPort> rest = new LinkedHashSet<>(hosts);
    rest.remove(host);
    rest.add(host);
    hosts = List.copyOf(rest);
  }

  private TrackerLink use(TrackerLink fresh) {
    attachedNanos = System.nanoTime();
    TrackerLink former = link.getAndSet(fresh);
    if (former != null) {
      former.leave();
    }
    // Closed meanwhile: then nobody else closes this one.
    if (closed.getCount() == 0) {
      fresh.leave();
    } else {
      moved.run();
    }
    return fresh;
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
      TrackerLink used = attached();
      attachedNanos = System.nanoTime();
      if (!used.heardWithin(PING_AFTER)) {
        used.ping();
      }
    } catch (IOException e) {
      LOG.debug("{}", e.getMessage());
    }
  }
}
