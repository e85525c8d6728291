package covey.protocol.wire;

import com.google.protobuf.ByteString;
import covey.protocol.content.ShareId;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.OrderVerb;
import covey.protocol.directory.RendezvousVerb;
import covey.protocol.directory.ShareRecord;
import covey.protocol.wire.proto.Announce;
import covey.protocol.wire.proto.Describe;
import covey.protocol.wire.proto.DirectoryRequest;
import covey.protocol.wire.proto.FindRelays;
import covey.protocol.wire.proto.ListFollowers;
import covey.protocol.wire.proto.Lookup;
import covey.protocol.wire.proto.Search;
import covey.protocol.wire.proto.Withdraw;
import java.util.ArrayList;
import java.util.List;

/** Converts verbs to a directory host to and from protobuf. */
final class DirectoryRequests {
  private DirectoryRequests() {}

  static DirectoryRequest request(Message.DirectoryRequest m) {
    DirectoryRequest.Builder request = DirectoryRequest.newBuilder().setId(m.id());
    switch (m.verb()) {
      case DirectoryVerb.Announce verb -> request.setAnnounce(announce(verb));
      case DirectoryVerb.Withdraw verb -> request.setWithdraw(withdraw(verb));
      case DirectoryVerb.Lookup verb -> request.setLookup(lookup(verb));
      case DirectoryVerb.Search verb ->
          request.setSearch(
              Search.newBuilder()
                  .setText(PeerText.clipped(verb.text(), WireLimits.TEXT_BYTES))
                  .setMost(verb.most()));
      case DirectoryVerb.Describe _ -> request.setDescribe(Describe.getDefaultInstance());
      case OrderVerb.Follow verb -> request.setFollow(OrderMessages.follow(verb));
      case OrderVerb.TellOrder verb -> request.setTellOrder(OrderMessages.tellOrder(verb));
      case OrderVerb.OrderMode verb -> request.setOrderMode(OrderMessages.orderMode(verb));
      case OrderVerb.ListFollowers _ ->
          request.setListFollowers(ListFollowers.getDefaultInstance());
      case RendezvousVerb.TakeSeat verb -> request.setTakeSeat(RendezvousMessages.takeSeat(verb));
      case RendezvousVerb.Introduce verb ->
          request.setIntroduce(RendezvousMessages.introduce(verb));
      case RendezvousVerb.OfferRelay verb ->
          request.setOfferRelay(RendezvousMessages.offerRelay(verb));
      case RendezvousVerb.FindRelays _ -> request.setFindRelays(FindRelays.getDefaultInstance());
    }
    return request.build();
  }

  /** Unknown if this version does not know the verb. */
  static Message request(DirectoryRequest m) throws MalformedFrameException {
    DirectoryVerb verb;
    switch (m.getVerbCase()) {
      case ANNOUNCE -> verb = announce(m.getAnnounce());
      case WITHDRAW -> verb = withdraw(m.getWithdraw());
      case LOOKUP -> verb = lookup(m.getLookup());
      case SEARCH -> verb = search(m.getSearch());
      case DESCRIBE -> verb = new DirectoryVerb.Describe();
      case FOLLOW -> verb = OrderMessages.follow(m.getFollow());
      case TELL_ORDER -> verb = OrderMessages.tellOrder(m.getTellOrder());
      case ORDER_MODE -> verb = OrderMessages.orderMode(m.getOrderMode());
      case LIST_FOLLOWERS -> verb = new OrderVerb.ListFollowers();
      case TAKE_SEAT -> verb = RendezvousMessages.takeSeat(m.getTakeSeat());
      case INTRODUCE -> verb = RendezvousMessages.introduce(m.getIntroduce());
      case OFFER_RELAY -> verb = RendezvousMessages.offerRelay(m.getOfferRelay());
      case FIND_RELAYS -> verb = new RendezvousVerb.FindRelays();
      case VERB_NOT_SET -> {
        return new Message.Unknown();
      }
      default -> throw new IllegalStateException("verb " + m.getVerbCase());
    }
    return new Message.DirectoryRequest(m.getId(), verb);
  }

  private static Announce announce(DirectoryVerb.Announce verb) {
    return Announce.newBuilder()
        .setNode(DirectoryRecords.node(verb.node()))
        .addAllShares(verb.shares().stream().map(DirectoryRecords::share).toList())
        .build();
  }

  private static DirectoryVerb announce(Announce verb) throws MalformedFrameException {
    FieldChecks.count("announced shares", verb.getSharesCount(), WireLimits.ANNOUNCED_SHARES);
    List<ShareRecord> shares = new ArrayList<>(verb.getSharesCount());
    for (var share : verb.getSharesList()) {
      shares.add(DirectoryRecords.share(share));
    }
    return new DirectoryVerb.Announce(DirectoryRecords.node(verb.getNode()), shares);
  }

  private static Withdraw withdraw(DirectoryVerb.Withdraw verb) {
    Withdraw.Builder withdraw =
        Withdraw.newBuilder().setNodeId(ByteString.copyFrom(verb.node().toByteArray()));
    verb.shares().forEach(id -> withdraw.addShareIds(ByteString.copyFrom(id.toByteArray())));
    return withdraw.build();
  }

  private static DirectoryVerb withdraw(Withdraw verb) throws MalformedFrameException {
    FieldChecks.count("withdrawn shares", verb.getShareIdsCount(), WireLimits.ANNOUNCED_SHARES);
    List<ShareId> shares = new ArrayList<>(verb.getShareIdsCount());
    for (ByteString id : verb.getShareIdsList()) {
      shares.add(FieldChecks.share(id));
    }
    return new DirectoryVerb.Withdraw(FieldChecks.node(verb.getNodeId()), shares);
  }

  private static Lookup lookup(DirectoryVerb.Lookup verb) {
    return Lookup.newBuilder()
        .setShareId(ByteString.copyFrom(verb.share().toByteArray()))
        .setMost(verb.most())
        .setNodeId(ByteString.copyFrom(verb.asking().toByteArray()))
        .build();
  }

  private static DirectoryVerb lookup(Lookup verb) throws MalformedFrameException {
    return new DirectoryVerb.Lookup(
        FieldChecks.share(verb.getShareId()),
        FieldChecks.between("most providers", verb.getMost(), 1, WireLimits.PROVIDERS),
        FieldChecks.node(verb.getNodeId()));
  }

  private static DirectoryVerb search(Search verb) throws MalformedFrameException {
    return new DirectoryVerb.Search(
        FieldChecks.text("search text", verb.getText(), WireLimits.TEXT_BYTES),
        FieldChecks.between("most shares", verb.getMost(), 1, WireLimits.FOUND_SHARES));
  }
}
