package covey.node.meeting;

import com.google.common.net.HostAndPort;
import covey.node.transfer.Connections;
import covey.node.transfer.TransferHost;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.MeetingVerb;
import covey.protocol.directory.NodeRecord;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * What this process does when other nodes want to meet: as a directory host it passes their wish on
 * and names relays ({@link MeetingDesk}); as the node that is wanted it dials back ({@link
 * DialBacks}). Thread-safe.
 */
public final class Meetings {
  private final DialBacks dialBacks;
  private final MeetingDesk desk;

  /** For a node that listens at {@code listen}, or would if it accepted connections. */
  public Meetings(LocalNode local, HostAndPort listen, Connections connections, TransferHost host) {
    dialBacks =
        new DialBacks(
            local.id(),
            new DialRules(isLoopback(listen.getHost())),
            host,
            DialBacks.over(connections, local),
            System::nanoTime);
    desk = new MeetingDesk(local.id(), connections, dialBacks, System::nanoTime);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** The directory host passes on that a node wishes to be dialled. Returns at once. */
  public void dialBack(Message.DialBack wish) {
    dialBacks.accept(wish);
  }

  /** Answers as a directory host, for the nodes that this process reaches. */
  public DirectoryAnswer answer(MeetingVerb verb) {
    return switch (verb) {
      case MeetingVerb.Introduce introduce -> desk.introduce(introduce);
      case MeetingVerb.OfferRelay(NodeRecord node) -> desk.offer(node);
      case MeetingVerb.FindRelays _ -> desk.relays();
      case MeetingVerb.TakeSeat _ ->
          new DirectoryAnswer.Failed(
              DirectoryAnswer.FailureCode.NOT_ALLOWED, "this node does not grant membership");
    };
  }
}
