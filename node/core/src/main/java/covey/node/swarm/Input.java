package covey.node.swarm;

import covey.protocol.content.PieceSet;
import java.util.List;

/** An event for {@link Swarm#handle}. */
public sealed interface Input {
  /**
   * An event of an open peer. If the peer is not open, the bytes of an arriving block are skipped
   * and the other events have no effect.
   */
  sealed interface OfOpenPeer extends Input {
    /** Returns the peer. */
    PeerKey peer();
  }

  /**
   * A peer opened the share, or opened it again with other pieces or roles; the set is copied.
   *
   * @param onlySource whether the peer is the only source and we serve no peer: blocks are then
   *     requested by name, since credit serves only to spread pieces
   */
  record PeerOpened(PeerKey peer, PieceSet has, boolean wants, boolean serves, boolean onlySource)
      implements Input {
    /** Creates the input for one source among others. */
    public PeerOpened(PeerKey peer, PieceSet has, boolean wants, boolean serves) {
      this(peer, has, wants, serves, false);
    }
  }

  /** A peer verified pieces. */
  record PeerHas(PeerKey peer, List<Integer> pieces) implements OfOpenPeer {}

  /** A peer closed the share, or its connection ended. */
  record PeerClosed(PeerKey peer) implements Input {}

  /**
   * A peer is leaving: nothing new is requested from it or offered to it. Outstanding requests are
   * completed in both directions; when {@link Swarm#isIdle}, the caller closes it.
   */
  record PeerLeaving(PeerKey peer) implements Input {}

  /** A round trip to a peer was measured. */
  record RoundTripMeasured(PeerKey peer, long roundTripNanos) implements OfOpenPeer {}

  /** A peer requests a block. */
  record Requested(PeerKey peer, Block block) implements OfOpenPeer {}

  /** A peer cancels a request. */
  record Cancelled(PeerKey peer, Block block) implements OfOpenPeer {}

  /** A peer gives credit for this many more bytes. */
  record Credited(PeerKey peer, int bytes) implements OfOpenPeer {}

  /** A peer refuses a request. */
  record Refused(PeerKey peer, Block block) implements OfOpenPeer {}

  /** A block has left for the peer, so there is room for the next. */
  record BlockSent(PeerKey peer, Block block) implements OfOpenPeer {}

  /**
   * The header of a block came; its bytes follow and are not trusted yet. Answered by {@link
   * Output.ReadPayload} or {@link Output.SkipPayload}.
   */
  record BlockArriving(PeerKey peer, Block block, boolean fresh) implements OfOpenPeer {}

  /**
   * A block's bytes were read. The only output is {@link Output.WriteBlock} or {@link
   * Output.DropBlock}.
   */
  record BlockReceived(PeerKey peer, Block block) implements Input {}

  /** A block's bytes are written, but not verified. */
  record BlockWritten(PeerKey peer, Block block) implements Input {}

  /** A block could not be written: it is missing again. */
  record BlockLost(PeerKey peer, Block block) implements Input {}

  /** A piece passed verification: we have it. */
  record PieceVerified(int piece) implements Input {}

  /** A piece failed verification: all its blocks are missing again. */
  record PieceRejected(int piece) implements Input {}

  /**
   * A piece could not be verified, through no fault of a peer: all its blocks are missing again.
   */
  record PieceUnverified(int piece) implements Input {}

  /** A piece that we had is lost (a file was changed or removed). */
  record PieceLost(int piece) implements Input {}

  /** The wanted pieces changed (selection); the set is copied. */
  record WantedChanged(PieceSet wanted, boolean sequential) implements Input {}

  /** Requesting is paused or resumed; serving continues. */
  record PausedChanged(boolean paused) implements Input {}

  /** The time of {@link Swarm#nextWakeup} has come. */
  record Woke() implements Input {}
}
