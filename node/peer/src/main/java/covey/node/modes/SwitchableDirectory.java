package covey.node.modes;

import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.DirectoryVerb;
import java.util.concurrent.atomic.AtomicReference;

/** The node's current directory; its users do not notice when the mode switches. Thread-safe. */
public final class SwitchableDirectory implements Directory {
  private final AtomicReference<Directory> current;

  /** Starts with {@code first}. */
  public SwitchableDirectory(Directory first) {
    current = new AtomicReference<>(first);
  }

  /** Returns the directory in use. */
  public Directory current() {
    return current.get();
  }

  /** Switches to {@code next}; returns the previous directory, still open. */
  public Directory switchTo(Directory next) {
    return current.getAndSet(next);
  }

  @Override
  public DirectoryAnswer ask(DirectoryVerb verb) throws DirectoryException {
    return current().ask(verb);
  }

  @Override
  public void close() {
    current().close();
  }
}
