package covey.node.transfer;

import java.io.IOException;

/** Receives a session's events. Called from several threads, never under a session's lock. */
public interface ShareListener {
  /** The ShareInfo arrived and hashes to the id: create a store and attach it. */
  void infoArrived(ShareSession session, byte[] infoBytes);

  /** Every wanted piece is verified. */
  void completed(ShareSession session);

  /** Bytes could not be written or read; the session is paused. */
  void failed(ShareSession session, IOException problem);

  /** Pieces were lost because files were changed. */
  void lost(ShareSession session, int pieces);

  /** A peer closed the share or its connection. */
  void peersChanged(ShareSession session);

  /** A peer refuses to open the share. Must not block. */
  void refused(ShareSession session, Connection connection, String sentence);

  /** A peer was dropped because it broke the rules. Must not block. */
  void banned(ShareSession session, Connection connection, String reason);
}
