package covey.protocol.wire;

import com.google.protobuf.ByteString;
import covey.protocol.content.ShareId;
import covey.protocol.wire.proto.ErrorCode;
import covey.protocol.wire.proto.Goodbye;
import covey.protocol.wire.proto.Hello;
import covey.protocol.wire.proto.Ping;
import covey.protocol.wire.proto.Pong;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Converts the messages about the connection itself to and from protobuf. */
final class ConnectionMessages {
  private ConnectionMessages() {}

  static Hello hello(Message.Hello m) {
    return Hello.newBuilder()
        .setLowestVersion(m.lowestVersion())
        .setHighestVersion(m.highestVersion())
        .addAllFeatures(m.features())
        .setNodeId(ByteString.copyFrom(m.node().toByteArray()))
        .setNetworkId(ByteString.copyFrom(LocalNode.NETWORK_ID.decode(m.networkId())))
        .setAgent(PeerText.clipped(m.agent(), WireLimits.AGENT_BYTES))
        .addAllListen(m.listen().stream().map(Object::toString).toList())
        .build();
  }

  static Message.Hello hello(Hello m) throws MalformedFrameException {
    int lowest = FieldChecks.between("lowest version", m.getLowestVersion(), 1, Integer.MAX_VALUE);
    int highest =
        FieldChecks.between("highest version", m.getHighestVersion(), lowest, Integer.MAX_VALUE);
    FieldChecks.count("features", m.getFeaturesCount(), WireLimits.FEATURES);
    List<String> features = new ArrayList<>(m.getFeaturesCount());
    for (String feature : m.getFeaturesList()) {
      features.add(FieldChecks.token("feature", feature, WireLimits.FEATURE_BYTES));
    }
    FieldChecks.count("bytes of network id", m.getNetworkId().size(), WireLimits.NETWORK_ID_BYTES);
    return new Message.Hello(
        lowest,
        highest,
        List.copyOf(features),
        FieldChecks.node(m.getNodeId()),
        LocalNode.NETWORK_ID.encode(m.getNetworkId().toByteArray()),
        FieldChecks.text("agent", m.getAgent(), WireLimits.AGENT_BYTES),
        FieldChecks.addresses(m.getListenList(), WireLimits.ADDRESSES));
  }

  static covey.protocol.wire.proto.Error error(Message.ErrorMessage m) {
    var error =
        covey.protocol.wire.proto.Error.newBuilder()
            .setCode(ErrorCode.valueOf(m.code().name()))
            .setSentence(PeerText.clipped(m.sentence(), WireLimits.TEXT_BYTES))
            .setRetryAfterMillis(m.retryAfterMillis());
    m.share().ifPresent(share -> error.setShareId(ByteString.copyFrom(share.toByteArray())));
    return error.build();
  }

  static Message.ErrorMessage error(covey.protocol.wire.proto.Error m)
      throws MalformedFrameException {
    Optional<ShareId> share =
        m.getShareId().isEmpty()
            ? Optional.empty()
            : Optional.of(FieldChecks.share(m.getShareId()));
    return new Message.ErrorMessage(
        code(m.getCode()),
        FieldChecks.text("sentence", m.getSentence(), WireLimits.TEXT_BYTES),
        FieldChecks.index("retry-after", m.getRetryAfterMillis()),
        share);
  }

  /** An unknown code is still an error. */
  static Message.ErrorCode code(ErrorCode code) {
    return switch (code) {
      case BAD_FRAME -> Message.ErrorCode.BAD_FRAME;
      case TOO_LARGE -> Message.ErrorCode.TOO_LARGE;
      case UNKNOWN_SHARE -> Message.ErrorCode.UNKNOWN_SHARE;
      case NOT_ALLOWED -> Message.ErrorCode.NOT_ALLOWED;
      case BUSY -> Message.ErrorCode.BUSY;
      case VERSION -> Message.ErrorCode.VERSION;
      case INTERNAL, ERROR_CODE_UNSPECIFIED, UNRECOGNIZED -> Message.ErrorCode.INTERNAL;
    };
  }

  static Ping ping(Message.Ping m) {
    return Ping.newBuilder().setNonce(m.nonce()).build();
  }

  static Pong pong(Message.Pong m) {
    return Pong.newBuilder().setNonce(m.nonce()).build();
  }

  static Goodbye goodbye(Message.Goodbye m) {
    return Goodbye.newBuilder()
        .setReason(PeerText.clipped(m.reason(), WireLimits.TEXT_BYTES))
        .build();
  }

  static Message.Goodbye goodbye(Goodbye m) throws MalformedFrameException {
    return new Message.Goodbye(FieldChecks.text("reason", m.getReason(), WireLimits.TEXT_BYTES));
  }
}
