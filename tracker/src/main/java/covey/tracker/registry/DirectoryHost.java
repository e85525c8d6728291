package covey.tracker.registry;

import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;

/**
 * A directory inside this process, which always answers: a registry, or a cluster member.
 * Thread-safe.
 */
public interface DirectoryHost extends Directory {
  /** Answers a verb. If the host cannot comply, returns Failed; never throws. */
  @Override
  DirectoryAnswer ask(DirectoryVerb verb);

  @Override
  default void close() {}
}
