package covey.protocol.wire;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.OrderAnswer;
import covey.protocol.directory.RendezvousAnswer;
import covey.protocol.directory.ShareRecord;
import covey.protocol.wire.proto.Announced;
import covey.protocol.wire.proto.Described;
import covey.protocol.wire.proto.DirectoryReply;
import covey.protocol.wire.proto.Found;
import covey.protocol.wire.proto.LookedUp;
import covey.protocol.wire.proto.Offered;
import covey.protocol.wire.proto.Withdrawn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Converts a directory host's answers to and from protobuf. */
final class DirectoryReplies {
  private DirectoryReplies() {}

  static DirectoryReply reply(Message.DirectoryReply m) {
    DirectoryReply.Builder reply = DirectoryReply.newBuilder().setId(m.id());
    switch (m.answer()) {
      case DirectoryAnswer.Announced answer -> reply.setAnnounced(announced(answer));
      case DirectoryAnswer.Withdrawn _ -> reply.setWithdrawn(Withdrawn.getDefaultInstance());
      case DirectoryAnswer.LookedUp answer -> reply.setLookedUp(lookedUp(answer));
      case DirectoryAnswer.Found answer ->
          reply.setFound(
              Found.newBuilder()
                  .addAllShares(answer.shares().stream().map(DirectoryRecords::found).toList()));
      case DirectoryAnswer.Described answer -> reply.setDescribed(described(answer));
      case DirectoryAnswer.Failed answer -> reply.setError(failed(answer));
      case OrderAnswer.Followed answer -> reply.setFollowed(OrderMessages.followed(answer));
      case OrderAnswer.Ordered answer -> reply.setOrdered(OrderMessages.ordered(answer));
      case OrderAnswer.Followers answer -> reply.setFollowers(OrderMessages.followers(answer));
      case RendezvousAnswer.Seated answer -> reply.setSeated(RendezvousMessages.seated(answer));
      case RendezvousAnswer.Introduced answer ->
          reply.setIntroduced(RendezvousMessages.introduced(answer));
      case RendezvousAnswer.Offered _ -> reply.setOffered(Offered.getDefaultInstance());
      case RendezvousAnswer.Relays answer -> reply.setRelays(RendezvousMessages.relays(answer));
    }
    return reply.build();
  }

  static Message.DirectoryReply reply(DirectoryReply m) throws MalformedFrameException {
    DirectoryAnswer answer =
        switch (m.getResultCase()) {
          case ANNOUNCED -> announced(m.getAnnounced());
          case WITHDRAWN -> new DirectoryAnswer.Withdrawn();
          case LOOKED_UP -> lookedUp(m.getLookedUp());
          case FOUND -> found(m.getFound());
          case DESCRIBED -> described(m.getDescribed());
          case ERROR -> failed(m.getError());
          case FOLLOWED -> OrderMessages.followed(m.getFollowed());
          case ORDERED -> OrderMessages.ordered(m.getOrdered());
          case FOLLOWERS -> OrderMessages.followers(m.getFollowers());
          case SEATED -> RendezvousMessages.seated(m.getSeated());
          case INTRODUCED -> RendezvousMessages.introduced(m.getIntroduced());
          case OFFERED -> new RendezvousAnswer.Offered();
          case RELAYS -> RendezvousMessages.relays(m.getRelays());
          case RESULT_NOT_SET ->
              new DirectoryAnswer.Failed(
                  DirectoryAnswer.FailureCode.INTERNAL,
                  "the directory sent an answer that this version does not know");
        };
    return new Message.DirectoryReply(m.getId(), answer);
  }

  private static Announced announced(DirectoryAnswer.Announced answer) {
    return Announced.newBuilder()
        .setIntervalMillis(Math.toIntExact(answer.interval().toMillis()))
        .setLifetimeMillis(Math.toIntExact(answer.lifetime().toMillis()))
        .build();
  }

  private static DirectoryAnswer announced(Announced answer) throws MalformedFrameException {
    return new DirectoryAnswer.Announced(
        positiveMillis("interval", answer.getIntervalMillis()),
        positiveMillis("lifetime", answer.getLifetimeMillis()));
  }

  /** Zero would make the node announce without a pause. */
  private static Duration positiveMillis(String what, int millis) throws MalformedFrameException {
    return Duration.ofMillis(FieldChecks.between(what, millis, 1, Integer.MAX_VALUE));
  }

  private static LookedUp lookedUp(DirectoryAnswer.LookedUp answer) {
    LookedUp.Builder lookedUp =
        LookedUp.newBuilder()
            .addAllProviders(answer.providers().stream().map(DirectoryRecords::provider).toList());
    answer.share().ifPresent(share -> lookedUp.setShare(DirectoryRecords.share(share)));
    return lookedUp.build();
  }

  private static DirectoryAnswer lookedUp(LookedUp answer) throws MalformedFrameException {
    FieldChecks.count("providers", answer.getProvidersCount(), WireLimits.PROVIDERS);
    List<DirectoryAnswer.Provider> providers = new ArrayList<>(answer.getProvidersCount());
    for (var provider : answer.getProvidersList()) {
      providers.add(DirectoryRecords.provider(provider));
    }
    Optional<ShareRecord> share =
        answer.hasShare()
            ? Optional.of(DirectoryRecords.share(answer.getShare()))
            : Optional.empty();
    return new DirectoryAnswer.LookedUp(share, providers);
  }

  private static DirectoryAnswer found(Found answer) throws MalformedFrameException {
    FieldChecks.count("found shares", answer.getSharesCount(), WireLimits.FOUND_SHARES);
    List<DirectoryAnswer.FoundShare> shares = new ArrayList<>(answer.getSharesCount());
    for (var share : answer.getSharesList()) {
      shares.add(DirectoryRecords.found(share));
    }
    return new DirectoryAnswer.Found(shares);
  }

  private static Described described(DirectoryAnswer.Described answer) {
    Described.Builder described =
        Described.newBuilder()
            .setHost(answer.host())
            .addAllMembers(DirectoryRecords.texts(answer.members()))
            .addAllNodes(DirectoryRecords.texts(answer.nodes()))
            .addAllHosts(DirectoryRecords.texts(answer.hosts()))
            .setShares(answer.shares())
            .setProviders(answer.providers());
    answer.origin().ifPresent(origin -> described.setOrigin(DirectoryRecords.node(origin)));
    return described.build();
  }

  private static DirectoryAnswer described(Described answer) throws MalformedFrameException {
    Optional<NodeRecord> origin =
        answer.hasOrigin()
            ? Optional.of(DirectoryRecords.node(answer.getOrigin()))
            : Optional.empty();
    return new DirectoryAnswer.Described(
        FieldChecks.token("host", answer.getHost(), WireLimits.WORD_BYTES),
        origin,
        FieldChecks.addresses(answer.getMembersList(), WireLimits.DESCRIBED_ADDRESSES),
        FieldChecks.addresses(answer.getNodesList(), WireLimits.DESCRIBED_ADDRESSES),
        FieldChecks.addresses(answer.getHostsList(), WireLimits.DESCRIBED_ADDRESSES),
        FieldChecks.size("shares", answer.getShares()),
        FieldChecks.size("providers", answer.getProviders()));
  }

  private static covey.protocol.wire.proto.Error failed(DirectoryAnswer.Failed answer) {
    Message.ErrorCode code = Message.ErrorCode.valueOf(answer.code().name());
    return ConnectionMessages.error(
        new Message.ErrorMessage(code, answer.sentence(), 0, Optional.empty()));
  }

  private static DirectoryAnswer failed(covey.protocol.wire.proto.Error error)
      throws MalformedFrameException {
    Message.ErrorMessage message = ConnectionMessages.error(error);
    return new DirectoryAnswer.Failed(
        DirectoryAnswer.FailureCode.valueOf(message.code().name()), message.sentence());
  }
}
