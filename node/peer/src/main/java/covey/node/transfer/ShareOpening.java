package covey.node.transfer;

import covey.protocol.content.PieceSet;
import covey.protocol.content.ShareId;
import covey.protocol.wire.Message;
import covey.protocol.wire.Message.Holding;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The messages by which a share is opened on a connection, or not. */
final class ShareOpening {
  private ShareOpening() {}

  /** Our Open on a link; {@code active} unless the share is paused. */
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

  /** What a peer holds; throws IllegalArgumentException if that fits no share of so many pieces. */
  static PieceSet held(Holding holding, int pieceCount) {
    return switch (holding) {
      case Holding.All all -> PieceSet.all(pieceCount);
      case Holding.None none -> PieceSet.none(pieceCount);
      case Holding.Some some -> PieceSet.fromBitfield(some.bitfield(), pieceCount);
    };
  }

  /** Says that we do not speak of the share; the connection goes on. */
  static Message.ErrorMessage refusal(Message.ErrorCode code, String sentence, ShareId share) {
    return new Message.ErrorMessage(code, sentence, 0, Optional.of(share));
  }
}
