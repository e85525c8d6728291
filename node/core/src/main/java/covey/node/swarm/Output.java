package covey.node.swarm;

import java.util.List;

/** What is to be done, in this order, as {@link Swarm#handle} answers. */
public sealed interface Output {
  /** Ask a peer for a block. */
  record SendRequest(PeerKey peer, Block block) implements Output {}

  /** Take a request back. */
  record SendCancel(PeerKey peer, Block block) implements Output {}

  /** Give a peer credit for so many more bytes. */
  record SendCredit(PeerKey peer, int bytes) implements Output {}

  /** Tell a peer which pieces we verified. */
  record SendHave(PeerKey peer, List<Integer> pieces) implements Output {}

  /** Send a block; answered by {@link Input.BlockSent} when it has left. */
  record SendBlock(PeerKey peer, Block block, boolean fresh) implements Output {}

  /** Tell a peer that its request is not answered. */
  record SendRefused(PeerKey peer, Block block) implements Output {}

  /** Read the bytes of the block that is arriving, then give {@link Input.BlockReceived}. */
  record ReadPayload(PeerKey peer, Block block) implements Output {}

  /** Skip the bytes of the block that is arriving. */
  record SkipPayload(PeerKey peer, Block block) implements Output {}

  /**
   * Write a block that was read, then give {@link Input.BlockWritten} or {@link Input.BlockLost}.
   */
  record WriteBlock(PeerKey peer, Block block) implements Output {}

  /** Drop a block that was read: it must not be written. */
  record DropBlock(PeerKey peer, Block block) implements Output {}

  /** Verify a piece, whose blocks are all written: give PieceVerified, -Rejected or -Unverified. */
  record VerifyPiece(int piece) implements Output {}

  /**
   * The peer sent bytes that failed, or broke the rules: drop it, and do not come back to it for
   * this share.
   */
  record BanPeer(PeerKey peer, String reason) implements Output {}

  /** Every wanted piece is there. Comes once each time that becomes true. */
  record Completed() implements Output {}
}
