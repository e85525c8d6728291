package covey.node.rendezvous;

import com.google.common.net.HostAndPort;
import covey.node.transfer.Connections;
import covey.node.transfer.TransferHost;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.RendezvousVerb;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * What this process does when other nodes want to meet: as a directory host it passes their wish on
 * and names relays ({@link RendezvousHandler}); as the node that is wanted it dials back ({@link
 * ReverseDials}). Thread-safe.
 */
public final class Rendezvous {
  private final ReverseDials dialBacks;
  private final RendezvousHandler desk;

  /** For a node that listens at {@code listen}, or would if it accepted connections. */
  public Rendezvous(
      LocalNode local, HostAndPort listen, Connections connections, TransferHost host) {
    dialBacks =
        new ReverseDials(
            local.id(),
            new DialRules(isLoopback(listen.getHost())),
            host,
            ReverseDials.over(connections, local),
            System::nanoTime);
    desk = new RendezvousHandler(local.id(), connections, dialBacks, System::nanoTime);
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
  public DirectoryAnswer answer(RendezvousVerb verb) {
    return switch (verb) {
      case RendezvousVerb.Introduce introduce -> desk.introduce(introduce);
      case RendezvousVerb.OfferRelay(NodeRecord node) -> desk.offer(node);
      case RendezvousVerb.FindRelays _ -> desk.relays();
      case RendezvousVerb.TakeSeat _ ->
          new DirectoryAnswer.Failed(
              DirectoryAnswer.FailureCode.NOT_ALLOWED, "this node does not grant membership");
    };
  }
}
