package covey.node.modes;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A second connection, kept open for 2 s after its last use. Thread-safe. */
final class SpareLink {
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Dialling dialling;
  // The fields below are guarded by this. Only one caller dials at a time, although many may need
  // the link at once.
  private @Nullable TrackerLink spare;
  private long neededNanos = System.nanoTime();
  private boolean closed;

  SpareLink(Dialling dialling) {
    this.dialling = dialling;
  }

  /** Opens a connection. */
  interface Dialling {
    /** Returns a link to another host than {@code first}'s; IOException if none answers. */
    TrackerLink other(TrackerLink first) throws IOException;
  }

  /** Returns a link to another host than {@code first}'s; IOException if none answers. */
  synchronized TrackerLink beside(TrackerLink first) throws IOException {
    neededNanos = System.nanoTime();
    TrackerLink known = spare;
    if (known != null && known.isOpen() && !known.tracker().equals(first.tracker())) {
      return known;
    }
    drop();
    TrackerLink fresh = dialling.other(first);
    if (closed) {
      fresh.leave();
    }
    spare = fresh;
    return fresh;
  }

  /** Gives up ownership of the link; the new owner closes it. */
  synchronized void release(TrackerLink link) {
    if (spare == link) {
      spare = null;
    }
  }

  /** Closes the link if it was not used recently. */
  synchronized void closeIfIdle() {
    if (System.nanoTime() - neededNanos > KEPT_NANOS) {
      drop();
    }
  }

  synchronized void close() {
    closed = true;
    drop();
  }

  private void drop() {
    TrackerLink last = spare;
    spare = null;
    if (last != null) {
      last.leave();
    }
  }
}
