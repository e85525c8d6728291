package covey.tracker.registry;

import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;

/**
 * A directory in this process, which always answers: a registry, or a member's part of a cluster.
 * Thread-safe.
 */
public interface DirectoryHost extends Directory {
  /** Answers a verb; the answer is Failed, never an exception, if the host cannot obey. */
  DirectoryAnswer answer(DirectoryVerb verb);

  @Override
  default DirectoryAnswer ask(DirectoryVerb verb) {
    return answer(verb);
  }

  @Override
  default void close() {}
}
