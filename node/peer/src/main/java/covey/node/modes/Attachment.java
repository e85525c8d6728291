package covey.node.modes;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.OrderVerb;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's connection to the member that answers it, and to another when that one dies.
 *
 * <p>A host that closes the connection is left at once, one that hosts no directory any more when
 * it says so, one that is silent when another has answered in its place, or within 2.5 s. What was
 * asked is then asked again elsewhere, since every verb may be put twice. Thread-safe.
 */
final class Attachment implements AutoCloseable, Hedge.Elsewhere {
  private static final Logger LOG = LoggerFactory.getLogger(Attachment.class);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration DIAL_TIMEOUT = Duration.ofMillis(700);
  private static final Duration WATCH_INTERVAL = Duration.ofMillis(500);
  private static final Duration PING_AFTER = Duration.ofMillis(900);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(300);
  private static final long SPARE_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int MOST_HOSTS = 200;
  private static final int MOST_DIALLED = 8;
  private static final int MOST_MOVES = 4;

  private final LocalNode local;
  private final Runnable moved;
  private final Consumer<Message.DialBack> dialBack;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicReference<@Nullable TrackerLink> link = new AtomicReference<>();
  private final Hedge hedge = new Hedge(this);
  // A second connection, for a while after it was needed.
  private final AtomicReference<@Nullable TrackerLink> spare = new AtomicReference<>();
  private volatile long spareNanos = System.nanoTime();
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
        DirectoryAnswer answer = hedge.ask(used, verb);
        if (!(answer instanceof DirectoryAnswer.Failed failed && isNoHost(verb, failed))) {
          return answer;
        }
        last = new IOException(used.tracker() + " is no member any more");
      } catch (TrackerLink.BrokenException e) {
        last = new IOException("member " + e.getMessage(), e);
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
    drop(link);
    drop(spare);
  }

  @Override
  public TrackerLink instead(TrackerLink first) throws IOException {
    spareNanos = System.nanoTime();
    // One dials, as many questions may be late at once.
    synchronized (hedge) {
      return spareBeside(first);
    }
  }

  private TrackerLink spareBeside(TrackerLink first) throws IOException {
    TrackerLink known = spare.get();
    if (known != null && known.isOpen() && !known.tracker().equals(first.tracker())) {
      return known;
    }
    Stream<HostAndPort> others = hosts().stream().filter(host -> !host.equals(first.tracker()));
    TrackerLink fresh = dialFirstOf(others.limit(MOST_DIALLED).toList());
    TrackerLink former = spare.getAndSet(fresh);
    if (former != null) {
      former.leave();
    }
    if (closed.getCount() == 0) {
      drop(spare);
    }
    return fresh;
  }

  @Override
  public void silent(TrackerLink first, TrackerLink second) {
    if (second.isOpen() && link.compareAndSet(first, second)) {
      spare.compareAndSet(second, null);
      LOG.debug("{} is silent, {} answers in its place", first.tracker(), second.tracker());
      leave(first);
      inUse(second);
    }
  }

  private static void drop(AtomicReference<@Nullable TrackerLink> held) {
    TrackerLink last = held.getAndSet(null);
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
    putLast(List.of(failed.tracker()));
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
    List<HostAndPort> tried = hosts.stream().limit(MOST_DIALLED).toList();
    try {
      TrackerLink fresh = dialFirstOf(tried);
      putLast(tried.subList(0, tried.indexOf(fresh.tracker())));
      return use(fresh);
    } catch (IOException e) {
      problem = "no member answers; " + e.getMessage();
      putLast(tried);
      notBeforeNanos = System.nanoTime() + PAUSE_AFTER_FAILURE.toNanos();
      throw new IOException(problem, e);
    }
  }

  /** One after the other, a moment apart: of those killed and frozen nobody delays the search. */
  private TrackerLink dialFirstOf(List<HostAndPort> candidates) throws IOException {
    if (candidates.isEmpty()) {
      throw new IOException("no other is known");
    }
    return new TrackerRace("member", this::dial).run(candidates);
  }

  private synchronized void putLast(Collection<HostAndPort> failed) {
    LinkedHashSet<HostAndPort> rest = new LinkedHashSet<>(hosts);
    List<HostAndPort> last = failed.stream().filter(rest::remove).toList();
    rest.addAll(last);
    hosts = List.copyOf(rest);
  }

  private TrackerLink use(TrackerLink fresh) {
    TrackerLink former = link.getAndSet(fresh);
    if (former != null) {
      former.leave();
    }
    inUse(fresh);
    return fresh;
  }

  private void inUse(TrackerLink fresh) {
    attachedNanos = System.nanoTime();
    // Closed meanwhile: then nobody else closes this one.
    if (closed.getCount() == 0) {
      fresh.leave();
    } else {
      moved.run();
    }
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
    if (System.nanoTime() - spareNanos > SPARE_NANOS) {
      drop(spare);
    }
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
