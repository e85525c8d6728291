package covey.node.swarm;

import covey.protocol.content.PieceSet;
import java.util.List;

/** What happened, told to {@link Swarm#handle}. */
public sealed interface Input {
  /**
   * A peer opened the share, or said anew what it holds; the set is copied.
   *
   * @param onlySource nobody else may be asked, and we serve nobody: it is asked for blocks by
   *     name, since a peer leaves the choice only to whoever passes on what was chosen
   */
  record PeerOpened(PeerKey peer, PieceSet has, boolean wants, boolean serves, boolean onlySource)
      implements Input {
    /** One source among others. */
    public PeerOpened(PeerKey peer, PieceSet has, boolean wants, boolean serves) {
      this(peer, has, wants, serves, false);
    }
  }

  /** A peer verified pieces. */
  record PeerHas(PeerKey peer, List<Integer> pieces) implements Input {}

  /** A peer closed the share, or its connection ended. */
  record PeerClosed(PeerKey peer) implements Input {}

  /**
   * Nothing new is to be asked of the peer, or sent to it. What was asked is awaited, what it asked
   * is answered; when {@link Swarm#isIdle} the caller closes it.
   */
  record PeerLeaving(PeerKey peer) implements Input {}

  /** A round trip to a peer was measured. */
  record RoundTripMeasured(PeerKey peer, long roundTripNanos) implements Input {}

  /** A peer asks for a block. */
  record Requested(PeerKey peer, Block block) implements Input {}

  /** A peer takes a request back. */
  record Cancelled(PeerKey peer, Block block) implements Input {}

  /** A peer gives credit for so many more bytes. */
  record Credited(PeerKey peer, int bytes) implements Input {}

  /** A peer will not answer a request of ours. */
  record Refused(PeerKey peer, Block block) implements Input {}

  /** A block of ours has left for the peer; room for the next. */
  record BlockSent(PeerKey peer, Block block) implements Input {}

  /**
   * The header of a block came: its bytes follow. Nothing is believed yet. Answered by {@link
   * Output.ReadPayload} or {@link Output.SkipPayload}.
   */
  record BlockArriving(PeerKey peer, Block block, boolean fresh) implements Input {}

  /**
   * A block's bytes were read. Answered, and by nothing else, by {@link Output.WriteBlock} or
   * {@link Output.DropBlock}.
   */
  record BlockReceived(PeerKey peer, Block block) implements Input {}

  /** A block's bytes are written to their place; unverified. */
  record BlockWritten(PeerKey peer, Block block) implements Input {}

  /** A block that was to be written could not be: it is lacking again. */
  record BlockLost(PeerKey peer, Block block) implements Input {}

  /** All of a piece's bytes hashed to what they must: we have the piece. */
  record PieceVerified(int piece) implements Input {}

  /** A piece's bytes failed verification: all of its blocks are lacking again. */
  record PieceRejected(int piece) implements Input {}

  /** A piece could not be verified, by nobody's fault: all of its blocks are lacking again. */
  record PieceUnverified(int piece) implements Input {}

  /** A piece that we had is gone (a file was changed or removed). */
  record PieceLost(int piece) implements Input {}

  /** Only these pieces are wanted from now on (selection); the set is copied. */
  record WantedChanged(PieceSet wanted, boolean sequential) implements Input {}

  /** Stops or resumes asking for pieces; serving goes on. */
  record PausedChanged(boolean paused) implements Input {}

  /** Nothing but time: {@link Swarm#nextWakeup} has come. */
  record Woke() implements Input {}
}
