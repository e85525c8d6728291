package covey.node.modes;

import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.DirectoryVerb;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The directory that a node uses at the moment; its users need not know when the mode is switched.
 * Thread-safe.
 */
public final class SwitchableDirectory implements Directory {
  private final AtomicReference<Directory> current;

  /** Uses {@code first} until the first switch. */
  public SwitchableDirectory(Directory first) {
    current = new AtomicReference<>(first);
  }

  /** Returns the directory in use. */
  public Directory current() {
    return current.get();
  }

  /** Uses {@code next} from now on; returns the former one, still open. */
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
