package covey.protocol.wire;

import com.google.protobuf.ByteString;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.MeetingAnswer;
import covey.protocol.directory.MeetingVerb;
import covey.protocol.wire.proto.Introduce;
import covey.protocol.wire.proto.Introduced;
import covey.protocol.wire.proto.Seated;
import covey.protocol.wire.proto.TakeSeat;

/** How nodes come to each other and among the members, to and from protobuf. */
final class MeetingMessages {
  private MeetingMessages() {}

  static TakeSeat takeSeat(MeetingVerb.TakeSeat verb) {
    return TakeSeat.newBuilder().setNodeId(ByteString.copyFrom(verb.node().toByteArray())).build();
  }

  static DirectoryVerb takeSeat(TakeSeat verb) throws MalformedFrameException {
    return new MeetingVerb.TakeSeat(Incoming.node(verb.getNodeId()));
  }

  static Introduce introduce(MeetingVerb.Introduce verb) {
    return Introduce.newBuilder()
        .setNodeId(ByteString.copyFrom(verb.to().toByteArray()))
        .setFrom(DirectoryRecords.node(verb.from()))
        .build();
  }

  static DirectoryVerb introduce(Introduce verb) throws MalformedFrameException {
    return new MeetingVerb.Introduce(
        Incoming.node(verb.getNodeId()), DirectoryRecords.node(verb.getFrom()));
  }

  static Seated seated(MeetingAnswer.Seated answer) {
    return Seated.newBuilder()
        .setGranted(answer.granted())
        .setMembers(answer.members())
        .addAllHosts(DirectoryRecords.texts(answer.hosts()))
        .build();
  }

  static DirectoryAnswer seated(Seated answer) throws MalformedFrameException {
    return new MeetingAnswer.Seated(
        answer.getGranted(),
        Incoming.index("members", answer.getMembers()),
        Incoming.addresses(answer.getHostsList(), WireLimits.DESCRIBED_ADDRESSES));
  }

  static Introduced introduced(MeetingAnswer.Introduced answer) {
    return Introduced.newBuilder().setTold(answer.told()).build();
  }

  static DirectoryAnswer introduced(Introduced answer) {
    return new MeetingAnswer.Introduced(answer.getTold());
  }
}
