package covey.node.modes;

import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.DirectoryVerb;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mode `auto`: uses the tracker while it answers, and the members' directory otherwise.
 *
 * <p>Leaves a tracker that has not answered for 3 s and returns once it has answered for 12 s, both
 * with jitter ({@link FailOver}). Joins the members' cluster when first needed and leaves it half a
 * minute after the return. Thread-safe.
 */
public final class AutoDirectory implements Directory {
  private static final Logger LOG = LoggerFactory.getLogger(AutoDirectory.class);
  private static final Duration TICK = Duration.ofMillis(250);

  private final Directory tracker;
  private final Supplier<Duration> silence;
  private final Supplier<? extends Directory> membersFactory;
  private final Listener listener;
  private final FailOver failOver;
  private final Duration tick;
  private final Thread watcher;
  private volatile boolean onTracker = true;
  private volatile boolean closed;
  private @Nullable Directory members;

  /** Called when the host changes. */
  public interface Listener {
    /** Called when the members become the host. */
    void left();

    /**
     * Announces to the tracker everything it missed since {@link #left}, before it becomes the host
     * again.
     */
    void returning(Directory tracker) throws DirectoryException;

    /** Called when the tracker becomes the host again. */
    default void returned() {}
  }

  /**
   * Creates a directory that uses a tracker, and opens the members' directory when needed.
   *
   * @param silence returns the time since the tracker was last heard
   */
  public AutoDirectory(
      Directory tracker,
      Supplier<Duration> silence,
      Supplier<? extends Directory> members,
      Listener listener) {
    this(tracker, silence, members, listener, FailOver.Patience.DEFAULT);
  }

  AutoDirectory(
      Directory tracker,
      Supplier<Duration> silence,
      Supplier<? extends Directory> members,
      Listener listener,
      FailOver.Patience patience) {
    this.tracker = tracker;
    this.silence = silence;
    this.listener = listener;
    membersFactory = members;
    failOver = new FailOver(patience, new SplittableRandom());
    Duration quarter = patience.quietFor().dividedBy(4);
    tick = quarter.compareTo(TICK) < 0 ? quarter : TICK;
    watcher = Thread.ofVirtual().name("covey-auto").start(this::watch);
  }

  /** Reports whether the tracker is the current host. */
  public boolean onTracker() {
    return onTracker;
  }

  /**
   * Returns a one-line description of the failover, given the tracker's name; empty while on the
   * tracker.
   */
  public synchronized String failover(String trackerWords) {
    long now = System.nanoTime();
    Optional<Duration> away = failOver.away(now);
    if (away.isEmpty()) {
      return "";
    }
    String since = "on members since " + away.get().toSeconds() + " s: ";
    return since
        + failOver
            .answering(now)
            .map(time -> trackerWords + " answers again since " + time.toSeconds() + " s")
            .orElse(trackerWords + " does not answer");
  }

  private void watch() {
    while (!closed) {
      try {
        Thread.sleep(tick);
        act(next());
      } catch (DirectoryException | RuntimeException e) {
        LOG.info("between tracker and members: {}", e.getMessage());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private synchronized FailOver.Step next() {
    return failOver.next(System.nanoTime(), silence.get());
  }

  private void act(FailOver.Step step) throws DirectoryException {
    switch (step) {
      case STAY -> {}
      case LEAVE -> {
        LOG.info("the tracker does not answer: using the members");
        onTracker = false;
        members();
        listener.left();
      }
      case ANNOUNCE -> {
        listener.returning(tracker);
        told();
      }
      case RETURN -> {
        LOG.info("the tracker answers again: using it");
        listener.returning(tracker);
        onTracker = true;
        listener.returned();
        // Announces what changed in the meantime.
        listener.returning(tracker);
      }
      case DISBAND -> disband();
    }
  }

  private synchronized void told() {
    failOver.told();
  }

  private synchronized Directory members() {
    if (closed) {
      throw new IllegalStateException("asked after it was closed");
    }
    Directory joined = members;
    if (joined == null) {
      joined = membersFactory.get();
      members = joined;
    }
    return joined;
  }

  private void disband() {
    Directory former;
    synchronized (this) {
      former = members;
      members = null;
    }
    if (former != null) {
      former.close();
    }
  }

  @Override
  public DirectoryAnswer ask(DirectoryVerb verb) throws DirectoryException {
    if (onTracker) {
      return tracker.ask(verb);
    }
    try {
      return members().ask(verb);
    } catch (RuntimeException e) {
      throw new DirectoryException("the members cannot be joined: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    closed = true;
    watcher.interrupt();
    tracker.close();
    disband();
  }
}
