package covey.node.transfer;

import java.io.IOException;

/**
 * What a session tells the node about its share. Called from several threads, never under a
 * session's lock.
 */
public interface ShareListener {
  /** The ShareInfo's bytes are here, and hash to the id: make a store and attach it. */
  void infoArrived(ShareSession session, byte[] infoBytes);

  /** Every wanted piece is there. */
  void completed(ShareSession session);

  /** Bytes could not be written or read; the session is paused. */
  void failed(ShareSession session, IOException problem);

  /** Pieces that we had are gone: files were changed. */
  void lost(ShareSession session, int pieces);

  /** A peer closed the share or its connection. */
  void peersChanged(ShareSession session);

  /** A peer will not speak of the share. Must not block. */
  void refused(ShareSession session, Connection connection, String sentence);

  /** A peer was dropped because it broke the rules. Must not block. */
  void banned(ShareSession session, Connection connection, String reason);
}
