package covey.tracker.registry;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;

/** Who answers directory verbs: a registry, or a cluster of them. Thread-safe. */
public interface DirectoryHost {
  /** Answers; a verb that cannot be obeyed is answered by Failed, never by an exception. */
  DirectoryAnswer answer(DirectoryVerb verb);
}
