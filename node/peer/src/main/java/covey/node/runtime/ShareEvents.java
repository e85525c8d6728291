package covey.node.runtime;

import covey.node.transfer.ShareListener;

/** What happens to a node's shares, to be acted on by the node as a whole. */
interface ShareEvents extends ShareListener {
  /**
   * A share is there, new or from the state folder, or was taken up again: announce it, find peers.
   */
  void added(LocalShare share);

  /** A share was removed, or the node stops: nobody need be found for it any more. */
  void ended(LocalShare share);
}
