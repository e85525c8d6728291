package covey.protocol.wire;

import com.google.common.net.HostAndPort;
import com.google.protobuf.ByteString;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.ShareRecord;
import covey.protocol.wire.proto.FoundShare;
import covey.protocol.wire.proto.Provider;
import java.util.List;

/** Converts the records of a directory to and from protobuf. */
final class DirectoryRecords {
  private DirectoryRecords() {}

  static covey.protocol.wire.proto.NodeRecord node(NodeRecord node) {
    return covey.protocol.wire.proto.NodeRecord.newBuilder()
        .setNodeId(ByteString.copyFrom(node.id().toByteArray()))
        .addAllListen(texts(node.listen()))
        .setAgent(PeerText.clipped(node.agent(), WireLimits.AGENT_BYTES))
        .build();
  }

  static NodeRecord node(covey.protocol.wire.proto.NodeRecord node) throws MalformedFrameException {
    return new NodeRecord(
        FieldChecks.node(node.getNodeId()),
        FieldChecks.addresses(node.getListenList(), WireLimits.ADDRESSES),
        FieldChecks.text("agent", node.getAgent(), WireLimits.AGENT_BYTES));
  }

  static covey.protocol.wire.proto.ShareRecord share(ShareRecord share) {
    return covey.protocol.wire.proto.ShareRecord.newBuilder()
        .setShareId(ByteString.copyFrom(share.id().toByteArray()))
        .setName(PeerText.clipped(share.name(), WireLimits.NAME_BYTES))
        .setSizeBytes(share.sizeBytes())
        .setComplete(share.complete())
        .build();
  }

  static ShareRecord share(covey.protocol.wire.proto.ShareRecord share)
      throws MalformedFrameException {
    return new ShareRecord(
        FieldChecks.share(share.getShareId()),
        FieldChecks.text("name", share.getName(), WireLimits.NAME_BYTES),
        FieldChecks.size("size", share.getSizeBytes()),
        share.getComplete());
  }

  static Provider provider(DirectoryAnswer.Provider provider) {
    return Provider.newBuilder()
        .setNode(node(provider.node()))
        .setComplete(provider.complete())
        .setOrigin(provider.origin())
        .build();
  }

  static DirectoryAnswer.Provider provider(Provider provider) throws MalformedFrameException {
    return new DirectoryAnswer.Provider(
        node(provider.getNode()), provider.getComplete(), provider.getOrigin());
  }

  static FoundShare found(DirectoryAnswer.FoundShare found) {
    return FoundShare.newBuilder()
        .setShare(share(found.share()))
        .setProviders(found.providers())
        .setCompleteProviders(found.completeProviders())
        .build();
  }

  static DirectoryAnswer.FoundShare found(FoundShare found) throws MalformedFrameException {
    return new DirectoryAnswer.FoundShare(
        share(found.getShare()),
        FieldChecks.index("providers", found.getProviders()),
        FieldChecks.index("complete providers", found.getCompleteProviders()));
  }

  static List<String> texts(List<HostAndPort> addresses) {
    return addresses.stream().map(HostAndPort::toString).toList();
  }
}
