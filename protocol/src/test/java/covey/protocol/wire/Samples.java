package covey.protocol.wire;

import com.google.common.net.HostAndPort;
import covey.protocol.content.ShareId;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.ModeOrder;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.OrderAnswer;
import covey.protocol.directory.OrderVerb;
import covey.protocol.directory.RelayTicket;
import covey.protocol.directory.RelayToken;
import covey.protocol.directory.RendezvousAnswer;
import covey.protocol.directory.RendezvousVerb;
import covey.protocol.directory.ShareRecord;
import covey.protocol.identity.NodeId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One or more of every kind of message, with values at home in no other field. */
final class Samples {
  static final ShareId SHARE = ShareId.of(bytes(1));
  static final NodeId NODE = NodeId.of(bytes(2));
  static final HostAndPort ADDRESS = HostAndPort.fromString("192.0.2.7:7410");
  static final ShareRecord SHARE_RECORD = new ShareRecord(SHARE, "Füße und 日本", 1L << 41, true);
  static final NodeRecord NODE_RECORD =
      new NodeRecord(NODE, List.of(ADDRESS, HostAndPort.fromString("[2001:db8::1]:7410")), "t/1");

  static final ModeOrder ORDER = new ModeOrder("p2p", 12, NODE, List.of(ADDRESS));

  static final RelayToken TOKEN = new RelayToken(Long.MIN_VALUE, 5);
  static final RelayTicket TICKET = new RelayTicket(NODE_RECORD, TOKEN);

  private Samples() {}

  static byte[] bytes(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  static LocalNode node(int id, String networkId) {
    Supplier<List<HostAndPort>> listen = () -> List.of(ADDRESS);
    return new LocalNode(NodeId.of(bytes(id)), networkId, "test/" + id, listen);
  }

  static List<Message> all() {
    List<Message> all = new ArrayList<>();
    all.addAll(ofTheConnection());
    all.addAll(ofTheSwarm());
    all.addAll(ofMeetings());
    verbs().forEach(verb -> all.add(new Message.DirectoryRequest(-7, verb)));
    answers().forEach(answer -> all.add(new Message.DirectoryReply(1L << 40, answer)));
    return all;
  }

  private static List<Message> ofTheConnection() {
    return List.of(
        new Message.Hello(1, 3, List.of("x-a", "x-b"), NODE, "mzxw6ytb", "t/1", List.of(ADDRESS)),
        new Message.Hello(1, 1, List.of(), NODE, "", "", List.of()),
        new Message.ErrorMessage(Message.ErrorCode.BUSY, "later", 5_000, Optional.empty()),
        new Message.ErrorMessage(
            Message.ErrorCode.UNKNOWN_SHARE, "not here", 0, Optional.of(SHARE)),
        new Message.Ping(-1),
        new Message.Pong(Long.MIN_VALUE),
        new Message.Goodbye("stopping"));
  }

  private static List<Message> ofTheSwarm() {
    Message.Holding some = new Message.Holding.Some(ByteBuffer.wrap(new byte[] {-1, 0, 64}));
    return List.of(
        new Message.Open(1, SHARE, new Message.Holding.All(), false, true),
        new Message.Open(65_535, SHARE, new Message.Holding.None(), true, false),
        new Message.Open(3, SHARE, some, true, true),
        new Message.Close(4),
        new Message.Have(5, List.of(0, 1, 127, 128, Integer.MAX_VALUE)),
        new Message.Request(6, 61, 62, 1 << 20),
        new Message.Cancel(7, 71, 72, 73),
        new Message.Credit(8, 64 << 20),
        new Message.Block(9, 91, 92, 93, true),
        new Message.Refused(10, 101, 102, 103),
        new Message.InfoRequest(11, 111, 112),
        new Message.InfoChunk(12, 121, 1_220, 123),
        new Message.LayerRequest(13, 131, 132, 133),
        new Message.LayerChunk(14, 141, 142, 32 * 143),
        new Message.Deposit(SHARE, "name", 151),
        new Message.DepositState(SHARE, Message.DepositState.State.KEPT, 161, ""),
        new Message.DepositState(SHARE, Message.DepositState.State.FETCHING, 0, ""),
        new Message.DepositState(SHARE, Message.DepositState.State.REFUSED, 0, "disk full"));
  }

  private static List<Message> ofMeetings() {
    return List.of(
        new Message.DialBack(NODE_RECORD, SHARE, Optional.empty()),
        new Message.DialBack(NODE_RECORD, SHARE, Optional.of(TICKET)),
        new Message.RelayOpen(NODE),
        new Message.RelayWaiting(TOKEN),
        new Message.RelayJoin(TOKEN),
        new Message.RelayReady());
  }

  static List<DirectoryVerb> verbs() {
    return List.of(
        new DirectoryVerb.Announce(NODE_RECORD, List.of(SHARE_RECORD)),
        new DirectoryVerb.Withdraw(NODE, List.of(SHARE)),
        new DirectoryVerb.Lookup(SHARE, 200, NODE),
        new DirectoryVerb.Search("füß", 20),
        new DirectoryVerb.Describe(),
        new OrderVerb.Follow(NODE_RECORD, "p2p", 6, Optional.of(ORDER)),
        new OrderVerb.Follow(NODE_RECORD, "tracker", 0, Optional.empty()),
        new OrderVerb.TellOrder(Optional.of(ORDER)),
        new OrderVerb.TellOrder(Optional.empty()),
        new OrderVerb.OrderMode(NODE, "central", List.of(ADDRESS)),
        new OrderVerb.ListFollowers(),
        new RendezvousVerb.TakeSeat(NODE),
        new RendezvousVerb.Introduce(NODE, NODE_RECORD, SHARE, Optional.empty()),
        new RendezvousVerb.Introduce(NODE, NODE_RECORD, SHARE, Optional.of(TICKET)),
        new RendezvousVerb.OfferRelay(NODE_RECORD),
        new RendezvousVerb.FindRelays());
  }

  static List<DirectoryAnswer> answers() {
    return List.of(
        new DirectoryAnswer.Announced(Duration.ofSeconds(30), Duration.ofSeconds(90)),
        new DirectoryAnswer.Withdrawn(),
        new DirectoryAnswer.LookedUp(Optional.empty(), List.of()),
        new DirectoryAnswer.LookedUp(
            Optional.of(SHARE_RECORD),
            List.of(new DirectoryAnswer.Provider(NODE_RECORD, true, true))),
        new DirectoryAnswer.Found(List.of(new DirectoryAnswer.FoundShare(SHARE_RECORD, 3, 2))),
        new DirectoryAnswer.Described(
            "tracker",
            Optional.of(NODE_RECORD),
            List.of(ADDRESS),
            List.of(ADDRESS),
            List.of(ADDRESS),
            8,
            9),
        new DirectoryAnswer.Described(
            "members", Optional.empty(), List.of(), List.of(), List.of(), 0, 0),
        new DirectoryAnswer.Failed(DirectoryAnswer.FailureCode.BUSY, "too many"),
        new OrderAnswer.Followed(Optional.of(ORDER)),
        new OrderAnswer.Followed(Optional.empty()),
        new OrderAnswer.Ordered(ORDER),
        new OrderAnswer.Followers(
            Optional.of(ORDER),
            List.of(
                new OrderAnswer.Follower(NODE, Optional.of(ADDRESS), "p2p", 11),
                new OrderAnswer.Follower(NODE, Optional.empty(), "auto", 0))),
        new OrderAnswer.Followers(Optional.empty(), List.of()),
        RendezvousAnswer.Seated.refused(64, List.of(ADDRESS)),
        new RendezvousAnswer.Seated(true, 2, List.of(ADDRESS), List.of(ADDRESS)),
        new RendezvousAnswer.Introduced(true),
        new RendezvousAnswer.Offered(),
        new RendezvousAnswer.Relays(List.of(NODE_RECORD)));
  }
}
