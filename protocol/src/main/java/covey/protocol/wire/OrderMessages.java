package covey.protocol.wire;

import com.google.protobuf.ByteString;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.ModeOrder;
import covey.protocol.directory.OrderAnswer;
import covey.protocol.directory.OrderVerb;
import covey.protocol.wire.proto.Follow;
import covey.protocol.wire.proto.Followed;
import covey.protocol.wire.proto.Follower;
import covey.protocol.wire.proto.Followers;
import covey.protocol.wire.proto.OrderMode;
import covey.protocol.wire.proto.Ordered;
import covey.protocol.wire.proto.TellOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Converts mode orders and their followers to and from protobuf. */
final class OrderMessages {
  private OrderMessages() {}

  static Follow follow(OrderVerb.Follow verb) {
    Follow.Builder follow =
        Follow.newBuilder()
            .setNode(DirectoryRecords.node(verb.node()))
            .setMode(verb.mode())
            .setEpoch(verb.epoch());
    verb.known().ifPresent(known -> follow.setKnown(order(known)));
    return follow.build();
  }

  static DirectoryVerb follow(Follow verb) throws MalformedFrameException {
    return new OrderVerb.Follow(
        DirectoryRecords.node(verb.getNode()),
        mode(verb.getMode()),
        FieldChecks.size("epoch", verb.getEpoch()),
        verb.hasKnown() ? Optional.of(order(verb.getKnown())) : Optional.empty());
  }

  static TellOrder tellOrder(OrderVerb.TellOrder verb) {
    TellOrder.Builder tell = TellOrder.newBuilder();
    verb.known().ifPresent(known -> tell.setKnown(order(known)));
    return tell.build();
  }

  static DirectoryVerb tellOrder(TellOrder verb) throws MalformedFrameException {
    return new OrderVerb.TellOrder(
        verb.hasKnown() ? Optional.of(order(verb.getKnown())) : Optional.empty());
  }

  static OrderMode orderMode(OrderVerb.OrderMode verb) {
    return OrderMode.newBuilder()
        .setNodeId(ByteString.copyFrom(verb.node().toByteArray()))
        .setMode(verb.mode())
        .addAllTrackers(DirectoryRecords.texts(verb.trackers()))
        .build();
  }

  static DirectoryVerb orderMode(OrderMode verb) throws MalformedFrameException {
    return new OrderVerb.OrderMode(
        FieldChecks.node(verb.getNodeId()),
        mode(verb.getMode()),
        FieldChecks.addresses(verb.getTrackersList(), WireLimits.ADDRESSES));
  }

  static Followed followed(OrderAnswer.Followed answer) {
    Followed.Builder followed = Followed.newBuilder();
    answer.order().ifPresent(order -> followed.setOrder(order(order)));
    return followed.build();
  }

  static DirectoryAnswer followed(Followed answer) throws MalformedFrameException {
    return new OrderAnswer.Followed(
        answer.hasOrder() ? Optional.of(order(answer.getOrder())) : Optional.empty());
  }

  static Ordered ordered(OrderAnswer.Ordered answer) {
    return Ordered.newBuilder().setOrder(order(answer.order())).build();
  }

  static DirectoryAnswer ordered(Ordered answer) throws MalformedFrameException {
    return new OrderAnswer.Ordered(order(answer.getOrder()));
  }

  static Followers followers(OrderAnswer.Followers answer) {
    Followers.Builder followers = Followers.newBuilder();
    answer.order().ifPresent(order -> followers.setOrder(order(order)));
    for (OrderAnswer.Follower follower : answer.followers()) {
      followers.addFollowers(
          Follower.newBuilder()
              .setNodeId(ByteString.copyFrom(follower.node().toByteArray()))
              .setListen(follower.listen().map(Object::toString).orElse(""))
              .setMode(follower.mode())
              .setEpoch(follower.epoch()));
    }
    return followers.build();
  }

  static DirectoryAnswer followers(Followers answer) throws MalformedFrameException {
    FieldChecks.count("followers", answer.getFollowersCount(), WireLimits.FOLLOWERS);
    List<OrderAnswer.Follower> followers = new ArrayList<>(answer.getFollowersCount());
    for (Follower follower : answer.getFollowersList()) {
      List<String> listen =
          follower.getListen().isEmpty() ? List.of() : List.of(follower.getListen());
      followers.add(
          new OrderAnswer.Follower(
              FieldChecks.node(follower.getNodeId()),
              FieldChecks.addresses(listen, 1).stream().findFirst(),
              mode(follower.getMode()),
              FieldChecks.size("epoch", follower.getEpoch())));
    }
    return new OrderAnswer.Followers(
        answer.hasOrder() ? Optional.of(order(answer.getOrder())) : Optional.empty(), followers);
  }

  private static covey.protocol.wire.proto.ModeOrder order(ModeOrder order) {
    return covey.protocol.wire.proto.ModeOrder.newBuilder()
        .setMode(order.mode())
        .setEpoch(order.epoch())
        .setOrderedBy(ByteString.copyFrom(order.orderedBy().toByteArray()))
        .addAllTrackers(DirectoryRecords.texts(order.trackers()))
        .build();
  }

  private static ModeOrder order(covey.protocol.wire.proto.ModeOrder order)
      throws MalformedFrameException {
    return new ModeOrder(
        mode(order.getMode()),
        FieldChecks.between("epoch", order.getEpoch(), 1, Long.MAX_VALUE),
        FieldChecks.node(order.getOrderedBy()),
        FieldChecks.addresses(order.getTrackersList(), WireLimits.ADDRESSES));
  }

  private static String mode(String mode) throws MalformedFrameException {
    return FieldChecks.token("mode", mode, WireLimits.WORD_BYTES);
  }
}
