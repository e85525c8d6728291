package covey.node.runtime;

import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryException;

/** Announces this node's shares to whoever hosts the directory. Thread-safe. */
interface Announcing {
  /** Nobody announces yet. */
  Announcing NOTHING =
      new Announcing() {
        @Override
        public void wake() {}

        @Override
        public void leftTracker() {}

        @Override
        public void returning(Directory tracker) {}
      };

  /** Something is to be announced; returns at once. */
  void wake();

  /** The members host from now on. */
  void leftTracker();

  /**
   * Tells a tracker that will host what the last call since {@link #leftTracker} did not tell;
   * everything at first.
   */
  void returning(Directory tracker) throws DirectoryException;
}
