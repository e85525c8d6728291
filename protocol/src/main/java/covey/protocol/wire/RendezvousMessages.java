package covey.protocol.wire;

import com.google.protobuf.ByteString;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.RelayTicket;
import covey.protocol.directory.RendezvousAnswer;
import covey.protocol.directory.RendezvousVerb;
import covey.protocol.wire.proto.DialBack;
import covey.protocol.wire.proto.Introduce;
import covey.protocol.wire.proto.Introduced;
import covey.protocol.wire.proto.OfferRelay;
import covey.protocol.wire.proto.RelayJoin;
import covey.protocol.wire.proto.RelayOpen;
import covey.protocol.wire.proto.RelayWaiting;
import covey.protocol.wire.proto.Relays;
import covey.protocol.wire.proto.Seated;
import covey.protocol.wire.proto.TakeSeat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Converts the messages that connect nodes and admit members to and from protobuf. */
final class RendezvousMessages {
  private RendezvousMessages() {}

  static TakeSeat takeSeat(RendezvousVerb.TakeSeat verb) {
    return TakeSeat.newBuilder().setNodeId(ByteString.copyFrom(verb.node().toByteArray())).build();
  }

  static DirectoryVerb takeSeat(TakeSeat verb) throws MalformedFrameException {
    return new RendezvousVerb.TakeSeat(FieldChecks.node(verb.getNodeId()));
  }

  static Introduce introduce(RendezvousVerb.Introduce verb) {
    Introduce.Builder introduce =
        Introduce.newBuilder()
            .setNodeId(ByteString.copyFrom(verb.to().toByteArray()))
            .setFrom(DirectoryRecords.node(verb.from()))
            .setShareId(ByteString.copyFrom(verb.share().toByteArray()));
    verb.relay().ifPresent(ticket -> introduce.setRelay(ticket(ticket)));
    return introduce.build();
  }

  static DirectoryVerb introduce(Introduce verb) throws MalformedFrameException {
    return new RendezvousVerb.Introduce(
        FieldChecks.node(verb.getNodeId()),
        DirectoryRecords.node(verb.getFrom()),
        FieldChecks.share(verb.getShareId()),
        verb.hasRelay() ? Optional.of(ticket(verb.getRelay())) : Optional.empty());
  }

  static DialBack dialBack(Message.DialBack m) {
    DialBack.Builder dialBack =
        DialBack.newBuilder()
            .setNode(DirectoryRecords.node(m.node()))
            .setShareId(ByteString.copyFrom(m.share().toByteArray()));
    m.relay().ifPresent(ticket -> dialBack.setRelay(ticket(ticket)));
    return dialBack.build();
  }

  static Message.DialBack dialBack(DialBack m) throws MalformedFrameException {
    return new Message.DialBack(
        DirectoryRecords.node(m.getNode()),
        FieldChecks.share(m.getShareId()),
        m.hasRelay() ? Optional.of(ticket(m.getRelay())) : Optional.empty());
  }

  private static covey.protocol.wire.proto.RelayTicket ticket(RelayTicket ticket) {
    return covey.protocol.wire.proto.RelayTicket.newBuilder()
        .setRelay(DirectoryRecords.node(ticket.relay()))
        .setToken(ByteString.copyFrom(ticket.token().toByteArray()))
        .build();
  }

  private static RelayTicket ticket(covey.protocol.wire.proto.RelayTicket ticket)
      throws MalformedFrameException {
    return new RelayTicket(
        DirectoryRecords.node(ticket.getRelay()), FieldChecks.relayToken(ticket.getToken()));
  }

  static RelayOpen relayOpen(Message.RelayOpen m) {
    return RelayOpen.newBuilder().setNodeId(ByteString.copyFrom(m.to().toByteArray())).build();
  }

  static Message.RelayOpen relayOpen(RelayOpen m) throws MalformedFrameException {
    return new Message.RelayOpen(FieldChecks.node(m.getNodeId()));
  }

  static RelayWaiting relayWaiting(Message.RelayWaiting m) {
    return RelayWaiting.newBuilder().setToken(ByteString.copyFrom(m.token().toByteArray())).build();
  }

  static Message.RelayWaiting relayWaiting(RelayWaiting m) throws MalformedFrameException {
    return new Message.RelayWaiting(FieldChecks.relayToken(m.getToken()));
  }

  static RelayJoin relayJoin(Message.RelayJoin m) {
    return RelayJoin.newBuilder().setToken(ByteString.copyFrom(m.token().toByteArray())).build();
  }

  static Message.RelayJoin relayJoin(RelayJoin m) throws MalformedFrameException {
    return new Message.RelayJoin(FieldChecks.relayToken(m.getToken()));
  }

  static OfferRelay offerRelay(RendezvousVerb.OfferRelay verb) {
    return OfferRelay.newBuilder().setNode(DirectoryRecords.node(verb.node())).build();
  }

  static DirectoryVerb offerRelay(OfferRelay verb) throws MalformedFrameException {
    return new RendezvousVerb.OfferRelay(DirectoryRecords.node(verb.getNode()));
  }

  static Relays relays(RendezvousAnswer.Relays answer) {
    return Relays.newBuilder()
        .addAllRelays(answer.relays().stream().map(DirectoryRecords::node).toList())
        .build();
  }

  static DirectoryAnswer relays(Relays answer) throws MalformedFrameException {
    FieldChecks.count("relays", answer.getRelaysCount(), RendezvousAnswer.Relays.MOST_RELAYS);
    List<NodeRecord> relays = new ArrayList<>(answer.getRelaysCount());
    for (var relay : answer.getRelaysList()) {
      relays.add(DirectoryRecords.node(relay));
    }
    return new RendezvousAnswer.Relays(relays);
  }

  static Seated seated(RendezvousAnswer.Seated answer) {
    return Seated.newBuilder()
        .setGranted(answer.granted())
        .setMembers(answer.members())
        .addAllHosts(DirectoryRecords.texts(answer.hosts()))
        .addAllJoinAddresses(DirectoryRecords.texts(answer.joinAddresses()))
        .build();
  }

  static DirectoryAnswer seated(Seated answer) throws MalformedFrameException {
    return new RendezvousAnswer.Seated(
        answer.getGranted(),
        FieldChecks.index("members", answer.getMembers()),
        FieldChecks.addresses(answer.getHostsList(), WireLimits.DESCRIBED_ADDRESSES),
        FieldChecks.addresses(answer.getJoinAddressesList(), WireLimits.DESCRIBED_ADDRESSES));
  }

  static Introduced introduced(RendezvousAnswer.Introduced answer) {
    return Introduced.newBuilder().setTold(answer.told()).build();
  }

  static DirectoryAnswer introduced(Introduced answer) {
    return new RendezvousAnswer.Introduced(answer.getTold());
  }
}
