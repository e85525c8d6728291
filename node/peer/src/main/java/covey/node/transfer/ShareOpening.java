package covey.node.transfer;

import covey.protocol.content.PieceSet;
import covey.protocol.content.ShareId;
import covey.protocol.wire.Message;
import covey.protocol.wire.Message.Holding;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The messages that open a share on a connection, or refuse to. */
final class ShareOpening {
  private ShareOpening() {}

  /** Returns our Open for a link; {@code active} unless the share is paused. */
  static Message.Open ours(ShareLink link, ShareId share, PieceSet have, boolean active) {
    boolean complete = have.isFull();
    boolean wants = active && !complete && link.connection().mayAsk();
    boolean serves = active && link.connection().mayServe();
    return new Message.Open(link.localHandle(), share, holding(have), wants, serves);
  }

  private static Holding holding(PieceSet have) {
    if (have.isFull()) {
      return new Holding.All();
    }
    return have.isEmpty()
        ? new Holding.None()
        : new Holding.Some(ByteBuffer.wrap(have.toBitfield()).asReadOnlyBuffer());
  }

  /** Returns what a peer holds; throws IllegalArgumentException if it is of another share. */
  static PieceSet held(Holding holding, int pieceCount) {
    return switch (holding) {
      case Holding.All all -> PieceSet.all(pieceCount);
      case Holding.None none -> PieceSet.none(pieceCount);
      case Holding.Some some -> PieceSet.fromBitfield(some.bitfield(), pieceCount);
    };
  }

  /** Returns the error that refuses to open a share; the connection stays open. */
  static Message.ErrorMessage refusal(Message.ErrorCode code, String sentence, ShareId share) {
    return new Message.ErrorMessage(code, sentence, 0, Optional.of(share));
  }
}
