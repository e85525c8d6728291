package covey.protocol.wire;

import com.google.protobuf.ByteString;
import covey.protocol.content.Bytes32;
import covey.protocol.wire.proto.Deposit;
import covey.protocol.wire.proto.DepositState;
import covey.protocol.wire.proto.InfoChunk;
import covey.protocol.wire.proto.InfoRequest;
import covey.protocol.wire.proto.LayerChunk;
import covey.protocol.wire.proto.LayerRequest;

/**
 * Converts the messages that carry share metadata or deposit a share at its origin to and from
 * protobuf.
 */
final class ContentMessages {
  private static final int CHUNK_HASHES = WireLimits.CHUNK_BYTES / Bytes32.LENGTH;

  private ContentMessages() {}

  static InfoRequest infoRequest(Message.InfoRequest m) {
    return InfoRequest.newBuilder()
        .setHandle(m.handle())
        .setOffsetBytes(m.offsetBytes())
        .setLengthBytes(m.lengthBytes())
        .build();
  }

  static Message.InfoRequest infoRequest(InfoRequest m) throws MalformedFrameException {
    return new Message.InfoRequest(
        FieldChecks.handle(m.getHandle()),
        FieldChecks.between("offset in an info", m.getOffsetBytes(), 0, WireLimits.INFO_BYTES),
        FieldChecks.between("length of a chunk", m.getLengthBytes(), 1, WireLimits.CHUNK_BYTES));
  }

  static InfoChunk infoChunk(Message.InfoChunk m) {
    return InfoChunk.newBuilder()
        .setHandle(m.handle())
        .setOffsetBytes(m.offsetBytes())
        .setTotalBytes(m.totalBytes())
        .setPayloadBytes(m.payloadBytes())
        .build();
  }

  static Message.InfoChunk infoChunk(InfoChunk m) throws MalformedFrameException {
    long total =
        FieldChecks.between("length of an info", m.getTotalBytes(), 1, WireLimits.INFO_BYTES);
    long offset = FieldChecks.between("offset in an info", m.getOffsetBytes(), 0, total);
    int most = (int) Math.min(total - offset, WireLimits.CHUNK_BYTES);
    return new Message.InfoChunk(
        FieldChecks.handle(m.getHandle()),
        offset,
        total,
        FieldChecks.between("payload of a chunk", m.getPayloadBytes(), 0, most));
  }

  static LayerRequest layerRequest(Message.LayerRequest m) {
    return LayerRequest.newBuilder()
        .setHandle(m.handle())
        .setFile(m.file())
        .setFirst(m.first())
        .setCount(m.count())
        .build();
  }

  static Message.LayerRequest layerRequest(LayerRequest m) throws MalformedFrameException {
    int count = FieldChecks.between("number of hashes", m.getCount(), 1, CHUNK_HASHES);
    return new Message.LayerRequest(
        FieldChecks.handle(m.getHandle()),
        FieldChecks.index("file", m.getFile()),
        FieldChecks.between("first hash", m.getFirst(), 0, Integer.MAX_VALUE - count),
        count);
  }

  static LayerChunk layerChunk(Message.LayerChunk m) {
    return LayerChunk.newBuilder()
        .setHandle(m.handle())
        .setFile(m.file())
        .setFirst(m.first())
        .setPayloadBytes(m.payloadBytes())
        .build();
  }

  static Message.LayerChunk layerChunk(LayerChunk m) throws MalformedFrameException {
    int payload =
        FieldChecks.between(
            "payload of a layer", m.getPayloadBytes(), Bytes32.LENGTH, WireLimits.CHUNK_BYTES);
    if (payload % Bytes32.LENGTH != 0) {
      throw new MalformedFrameException("a layer of " + payload + " bytes is not made of hashes");
    }
    int count = payload / Bytes32.LENGTH;
    return new Message.LayerChunk(
        FieldChecks.handle(m.getHandle()),
        FieldChecks.index("file", m.getFile()),
        FieldChecks.between("first hash", m.getFirst(), 0, Integer.MAX_VALUE - count),
        payload);
  }

  static Deposit deposit(Message.Deposit m) {
    return Deposit.newBuilder()
        .setShareId(ByteString.copyFrom(m.share().toByteArray()))
        .setName(PeerText.clipped(m.name(), WireLimits.NAME_BYTES))
        .setSizeBytes(m.sizeBytes())
        .build();
  }

  static Message.Deposit deposit(Deposit m) throws MalformedFrameException {
    return new Message.Deposit(
        FieldChecks.share(m.getShareId()),
        FieldChecks.text("name", m.getName(), WireLimits.NAME_BYTES),
        FieldChecks.size("size", m.getSizeBytes()));
  }

  static DepositState depositState(Message.DepositState m) {
    return DepositState.newBuilder()
        .setShareId(ByteString.copyFrom(m.share().toByteArray()))
        .setState(DepositState.State.valueOf(m.state().name()))
        .setHaveBytes(m.haveBytes())
        .setSentence(PeerText.clipped(m.sentence(), WireLimits.TEXT_BYTES))
        .build();
  }

  /** Unknown if this version does not know the state. */
  static Message depositState(DepositState m) throws MalformedFrameException {
    Message.DepositState.State state;
    switch (m.getState()) {
      case FETCHING -> state = Message.DepositState.State.FETCHING;
      case KEPT -> state = Message.DepositState.State.KEPT;
      case REFUSED -> state = Message.DepositState.State.REFUSED;
      case STATE_UNSPECIFIED -> throw new MalformedFrameException("a DepositState without a state");
      case UNRECOGNIZED -> {
        return new Message.Unknown();
      }
      default -> throw new IllegalStateException("state " + m.getState());
    }
    return new Message.DepositState(
        FieldChecks.share(m.getShareId()),
        state,
        FieldChecks.size("bytes had", m.getHaveBytes()),
        FieldChecks.text("sentence", m.getSentence(), WireLimits.TEXT_BYTES));
  }
}
