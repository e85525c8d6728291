package covey.node.modes;

import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.DirectoryVerb;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Mode `auto`: the tracker while it answers, all nodes when it does not.
 *
 * <p>Leaves a tracker that has not answered for 3 s, returns when it has answered for 10 s. The
 * members' cluster is joined when it is first needed. Thread-safe.
 */
public final class AutoDirectory implements Directory {
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(1));

  private static final Logger LOG = LoggerFactory.getLogger(AutoDirectory.class);

  /** How long a silent tracker is borne, and how long it must answer to be trusted again. */
  record Patience(Duration leaveAfter, Duration returnAfter, Duration probeInterval) {}

  private final Patience patience;
  private final Directory tracker;
  private final Supplier<? extends Directory> membersFactory;
  private final Thread prober;
  private volatile boolean onTracker = true;
  private volatile boolean closed;
  private long lastAnswerNanos = System.nanoTime();
  private long answeringSinceNanos = System.nanoTime();
  private boolean answered = true;
  private @Nullable Directory members;

  /** Over a tracker's directory and the way to the members' one. */
  public AutoDirectory(Directory tracker, Supplier<? extends Directory> members) {
    this(tracker, members, PATIENCE);
  }

  AutoDirectory(Directory tracker, Supplier<? extends Directory> members, Patience patience) {
    this.patience = patience;
    this.tracker = tracker;
    membersFactory = members;
    prober = Thread.ofVirtual().name("covey-auto").start(this::probe);
  }

  /** Whether the tracker hosts at the moment. */
  public boolean onTracker() {
    return onTracker;
  }

  private void probe() {
    while (!closed) {
      try {
        Thread.sleep(patience.probeInterval());
        tracker.describe();
        observed(true);
      } catch (DirectoryException e) {
        observed(false);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private synchronized void observed(boolean answers) {
    long now = System.nanoTime();
    if (answers) {
      lastAnswerNanos = now;
      if (!answered) {
        answeringSinceNanos = now;
      }
    }
    answered = answers;
    if (onTracker && !answers && now - lastAnswerNanos > patience.leaveAfter().toNanos()) {
      LOG.info(
          "the tracker has not answered for {}: going on by the members", patience.leaveAfter());
      onTracker = false;
    } else if (!onTracker
        && answers
        && now - answeringSinceNanos > patience.returnAfter().toNanos()) {
      LOG.info("the tracker has answered for {}: back on it", patience.returnAfter());
      onTracker = true;
    }
  }

  private synchronized Directory members() {
    if (members == null) {
      members = membersFactory.get();
    }
    return members;
  }

  /** The members' directory, if it was needed so far. */
  public synchronized Optional<Directory> membersIfJoined() {
    return Optional.ofNullable(members);
  }

  private Directory current() {
    return onTracker ? tracker : members();
  }

  @Override
  public DirectoryAnswer ask(DirectoryVerb verb) throws DirectoryException {
    return current().ask(verb);
  }

  @Override
  public void close() {
    closed = true;
    prober.interrupt();
    tracker.close();
    membersIfJoined().ifPresent(Directory::close);
  }
}
