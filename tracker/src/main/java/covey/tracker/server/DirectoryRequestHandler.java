package covey.tracker.server;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.OrderVerb;
import covey.protocol.directory.RendezvousVerb;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.Message;
import covey.tracker.registry.DirectoryHost;

/**
 * Answers the directory requests of connected nodes. Each node may announce, withdraw and order
 * only in its own name. Used by both trackers and nodes. Thread-safe.
 */
public final class DirectoryRequestHandler {
  private final DirectoryHost host;

  /** Answers from {@code host}. */
  public DirectoryRequestHandler(DirectoryHost host) {
    this.host = host;
  }

  /**
   * Returns the reply to a request from {@code asking}, the node named in the connection's Hello.
   */
  public Message.DirectoryReply reply(NodeId asking, Message.DirectoryRequest request) {
    DirectoryAnswer answer =
        speaksForItself(asking, request.verb())
            ? host.ask(request.verb())
            : new DirectoryAnswer.Failed(
                DirectoryAnswer.FailureCode.NOT_ALLOWED, "a node speaks only for itself");
    return new Message.DirectoryReply(request.id(), answer);
  }

  private static boolean speaksForItself(NodeId asking, DirectoryVerb verb) {
    return switch (verb) {
      case DirectoryVerb.Announce announce -> announce.node().id().equals(asking);
      case DirectoryVerb.Withdraw withdraw -> withdraw.node().equals(asking);
      case OrderVerb.Follow follow -> follow.node().id().equals(asking);
      case OrderVerb.OrderMode order -> order.node().equals(asking);
      case RendezvousVerb.TakeSeat seat -> seat.node().equals(asking);
      case RendezvousVerb.Introduce introduce -> introduce.from().id().equals(asking);
      case RendezvousVerb.OfferRelay offer -> offer.node().id().equals(asking);
      case DirectoryVerb.Lookup _,
          DirectoryVerb.Search _,
          DirectoryVerb.Describe _,
          RendezvousVerb.FindRelays _,
          OrderVerb.TellOrder _,
          OrderVerb.ListFollowers _ ->
          true;
    };
  }
}
