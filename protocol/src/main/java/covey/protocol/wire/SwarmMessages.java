package covey.protocol.wire;

import com.google.protobuf.ByteString;
import covey.protocol.wire.proto.Block;
import covey.protocol.wire.proto.Cancel;
import covey.protocol.wire.proto.Close;
import covey.protocol.wire.proto.Credit;
import covey.protocol.wire.proto.Have;
import covey.protocol.wire.proto.Open;
import covey.protocol.wire.proto.Refused;
import covey.protocol.wire.proto.Request;
import java.util.List;

/** Converts the messages that move a share's pieces to and from protobuf. */
final class SwarmMessages {
  private SwarmMessages() {}

  static Open open(Message.Open m) {
    Open.Builder open =
        Open.newBuilder()
            .setHandle(m.handle())
            .setShareId(ByteString.copyFrom(m.share().toByteArray()))
            .setWants(m.wants())
            .setServes(m.serves());
    switch (m.holding()) {
      case Message.Holding.All _ -> open.setAll(true);
      case Message.Holding.None _ -> open.setNone(true);
      case Message.Holding.Some some ->
          open.setBitfield(ByteString.copyFrom(some.bitfield().duplicate()));
    }
    return open.build();
  }

  static Message.Open open(Open m) throws MalformedFrameException {
    return new Message.Open(
        FieldChecks.handle(m.getHandle()),
        FieldChecks.share(m.getShareId()),
        holding(m),
        m.getWants(),
        m.getServes());
  }

  private static Message.Holding holding(Open m) throws MalformedFrameException {
    return switch (m.getHoldsCase()) {
      case ALL -> {
        FieldChecks.present("the value of `all`", m.getAll());
        yield new Message.Holding.All();
      }
      case NONE -> {
        FieldChecks.present("the value of `none`", m.getNone());
        yield new Message.Holding.None();
      }
      case BITFIELD -> new Message.Holding.Some(m.getBitfield().asReadOnlyByteBuffer());
      case HOLDS_NOT_SET ->
          throw new MalformedFrameException("an Open that does not say what the sender holds");
    };
  }

  static Close close(Message.Close m) {
    return Close.newBuilder().setHandle(m.handle()).build();
  }

  static Message.Close close(Close m) throws MalformedFrameException {
    return new Message.Close(FieldChecks.handle(m.getHandle()));
  }

  static Have have(Message.Have m) {
    return Have.newBuilder().setHandle(m.handle()).addAllPieces(m.pieces()).build();
  }

  static Message.Have have(Have m) throws MalformedFrameException {
    FieldChecks.count("pieces in a Have", m.getPiecesCount(), WireLimits.HAVE_PIECES);
    for (int i = 0; i < m.getPiecesCount(); i++) {
      FieldChecks.index("piece", m.getPieces(i));
    }
    return new Message.Have(FieldChecks.handle(m.getHandle()), List.copyOf(m.getPiecesList()));
  }

  static Request request(Message.Request m) {
    return Request.newBuilder()
        .setHandle(m.handle())
        .setPiece(m.piece())
        .setOffsetBytes(m.offsetBytes())
        .setLengthBytes(m.lengthBytes())
        .build();
  }

  static Message.Request request(Request m) throws MalformedFrameException {
    return new Message.Request(
        FieldChecks.handle(m.getHandle()),
        FieldChecks.index("piece", m.getPiece()),
        offset(m.getOffsetBytes(), m.getLengthBytes()),
        m.getLengthBytes());
  }

  static Cancel cancel(Message.Cancel m) {
    return Cancel.newBuilder()
        .setHandle(m.handle())
        .setPiece(m.piece())
        .setOffsetBytes(m.offsetBytes())
        .setLengthBytes(m.lengthBytes())
        .build();
  }

  static Message.Cancel cancel(Cancel m) throws MalformedFrameException {
    return new Message.Cancel(
        FieldChecks.handle(m.getHandle()),
        FieldChecks.index("piece", m.getPiece()),
        offset(m.getOffsetBytes(), m.getLengthBytes()),
        m.getLengthBytes());
  }

  static Credit credit(Message.Credit m) {
    return Credit.newBuilder().setHandle(m.handle()).setBytes(m.bytes()).build();
  }

  static Message.Credit credit(Credit m) throws MalformedFrameException {
    return new Message.Credit(
        FieldChecks.handle(m.getHandle()),
        FieldChecks.between("credit", m.getBytes(), 1, WireLimits.CREDIT_BYTES));
  }

  static Block block(Message.Block m) {
    return Block.newBuilder()
        .setHandle(m.handle())
        .setPiece(m.piece())
        .setOffsetBytes(m.offsetBytes())
        .setPayloadBytes(m.payloadBytes())
        .setFresh(m.fresh())
        .build();
  }

  static Message.Block block(Block m) throws MalformedFrameException {
    return new Message.Block(
        FieldChecks.handle(m.getHandle()),
        FieldChecks.index("piece", m.getPiece()),
        offset(m.getOffsetBytes(), m.getPayloadBytes()),
        m.getPayloadBytes(),
        m.getFresh());
  }

  static Refused refused(Message.Refused m) {
    return Refused.newBuilder()
        .setHandle(m.handle())
        .setPiece(m.piece())
        .setOffsetBytes(m.offsetBytes())
        .setLengthBytes(m.lengthBytes())
        .build();
  }

  static Message.Refused refused(Refused m) throws MalformedFrameException {
    return new Message.Refused(
        FieldChecks.handle(m.getHandle()),
        FieldChecks.index("piece", m.getPiece()),
        offset(m.getOffsetBytes(), m.getLengthBytes()),
        m.getLengthBytes());
  }

  /**
   * Returns a block's offset after checking its length and that its end lies within the longest
   * piece.
   */
  private static int offset(int offsetBytes, int lengthBytes) throws MalformedFrameException {
    FieldChecks.between("length of a block", lengthBytes, 1, WireLimits.BLOCK_BYTES);
    return FieldChecks.between(
        "offset in a piece", offsetBytes, 0, WireLimits.PIECE_BYTES - lengthBytes);
  }
}
