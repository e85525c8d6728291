package covey.node.runtime;

import covey.node.transfer.ShareListener;

/** What happens to a node's shares that concerns the node as a whole. */
interface ShareEvents extends ShareListener {
  /**
   * A share was added, restored from the state folder, or resumed: it is to be announced, and peers
   * are to be found.
   */
  void added(LocalShare share);

  /** A share was removed, or the node stops: no more peers are needed for it. */
  void ended(LocalShare share);
}
