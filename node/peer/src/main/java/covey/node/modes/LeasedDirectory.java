package covey.node.modes;

import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.DirectoryVerb;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A directory shared by several modes, so that switching between them neither opens a second one
 * nor closes the first. The first lease opens it; the end of the last lease closes it. Thread-safe.
 */
public final class LeasedDirectory {
  private final Opening opening;
  private @Nullable Directory open;
  private int leases;

  /** Opens the directory. */
  public interface Opening {
    /** Opens the directory; throws IOException with a message for the user. */
    Directory open() throws IOException;
  }

  /** Creates an instance that calls {@code opening} for the first lease. */
  public LeasedDirectory(Opening opening) {
    this.opening = opening;
  }

  /** Returns the directory; the caller closes it. */
  public synchronized Directory lease() throws IOException {
    Directory used = open;
    if (used == null) {
      used = opening.open();
      open = used;
    }
    leases++;
    return new Lease(used);
  }

  /** Closes while holding the lock, so that a concurrent lease cannot open a second directory. */
  private synchronized void release() {
    Directory unused = open;
    if (--leases == 0 && unused != null) {
      open = null;
      unused.close();
    }
  }

  private final class Lease implements Directory {
    private final Directory directory;
    private final AtomicBoolean closed = new AtomicBoolean();

    Lease(Directory directory) {
      this.directory = directory;
    }

    @Override
    public DirectoryAnswer ask(DirectoryVerb verb) throws DirectoryException {
      return directory.ask(verb);
    }

    @Override
    public void close() {
      if (closed.compareAndSet(false, true)) {
        release();
      }
    }
  }
}
