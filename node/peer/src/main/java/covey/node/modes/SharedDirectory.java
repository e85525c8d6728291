package covey.node.modes;

import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.DirectoryVerb;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One directory that several modes use, so that switching back and forth neither opens a second nor
 * closes the first: opened for the first who uses it, closed after the last. Thread-safe.
 */
public final class SharedDirectory {
  private final Opening opening;
  private @Nullable Directory open;
  private int leases;

  /** How it is opened. */
  public interface Opening {
    /** Opens it; IOException with a line for people. */
    Directory open() throws IOException;
  }

  /** Opened by {@code opening} when it is first needed. */
  public SharedDirectory(Opening opening) {
    this.opening = opening;
  }

  /** The directory, to be closed by whoever asked for it. */
  public synchronized Directory lease() throws IOException {
    Directory used = open;
    if (used == null) {
      used = opening.open();
      open = used;
    }
    leases++;
    return new Lease(used);
  }

  private void release() {
    Directory unused = null;
    synchronized (this) {
      if (--leases == 0) {
        unused = open;
        open = null;
      }
    }
    if (unused != null) {
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
