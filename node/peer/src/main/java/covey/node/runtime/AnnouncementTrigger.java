package covey.node.runtime;

import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryException;

/** Announces this node's shares to whichever process hosts the directory. Thread-safe. */
interface AnnouncementTrigger {
  /** Announces soon; returns at once. */
  void wake();

  /** The members host the directory from now on. */
  void leftTracker();

  /**
   * Tells a tracker that is about to host what the last call since {@link #leftTracker} did not
   * tell; everything at first.
   */
  void returning(Directory tracker) throws DirectoryException;
}
