package covey.node.swarm;

import java.util.List;

/** An action for the caller of {@link Swarm#handle}, to be performed in order. */
public sealed interface Output {
  /** Request a block from a peer. */
  record SendRequest(PeerKey peer, Block block) implements Output {}

  /** Cancel a request. */
  record SendCancel(PeerKey peer, Block block) implements Output {}

  /** Give a peer credit for this many more bytes. */
  record SendCredit(PeerKey peer, int bytes) implements Output {}

  /** Tell a peer which pieces we have verified. */
  record SendHave(PeerKey peer, List<Integer> pieces) implements Output {}

  /** Send a block; report {@link Input.BlockSent} when it has left. */
  record SendBlock(PeerKey peer, Block block, boolean fresh) implements Output {}

  /** Refuse a request of a peer. */
  record SendRefused(PeerKey peer, Block block) implements Output {}

  /** Read the bytes of the arriving block, then report {@link Input.BlockReceived}. */
  record ReadPayload(PeerKey peer, Block block) implements Output {}

  /** Skip the bytes of the arriving block. */
  record SkipPayload(PeerKey peer, Block block) implements Output {}

  /**
   * Write a block that was read, then report {@link Input.BlockWritten} or {@link Input.BlockLost}.
   */
  record WriteBlock(PeerKey peer, Block block) implements Output {}

  /** Drop a block that was read; it must not be written. */
  record DropBlock(PeerKey peer, Block block) implements Output {}

  /**
   * Verify a piece whose blocks are all written; report PieceVerified, PieceRejected or
   * PieceUnverified.
   */
  record VerifyPiece(int piece) implements Output {}

  /**
   * Drop a peer that sent wrong bytes or broke the rules, and do not use it again for this share.
   */
  record BanPeer(PeerKey peer, String reason) implements Output {}

  /** Every wanted piece is verified; returned once each time this becomes true. */
  record Completed() implements Output {}
}
