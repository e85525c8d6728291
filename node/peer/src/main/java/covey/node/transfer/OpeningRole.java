package covey.node.transfer;

import covey.protocol.wire.Message;

/** What a connection does when the peer opens or closes a share, or refuses one of ours. */
final class OpeningRole {
  private final Connection connection;
  private final TransferHost host;
  private final ShareHandles handles;

  OpeningRole(Connection connection, TransferHost host, ShareHandles handles) {
    this.connection = connection;
    this.host = host;
    this.handles = handles;
  }

  void opened(Message.Open open) {
    if (!connection.admitted()) {
      connection.close("another connection to you is used");
      return;
    }
    var session = host.session(open.share());
    if (session.isEmpty()) {
      refuse(open, Message.ErrorCode.UNKNOWN_SHARE, "no such share here");
      return;
    }
    if (!connection.mayServe() && !connection.mayAsk()) {
      refuse(open, Message.ErrorCode.NOT_ALLOWED, "in central mode nodes serve only the origin");
      return;
    }
    ShareLink link = handles.link(session.get());
    handles.openedByPeer(open.handle(), link);
    session.get().peerLinks().openedByPeer(link, open);
  }

  private void refuse(Message.Open open, Message.ErrorCode code, String sentence) {
    connection.post(ShareOpening.refusal(code, sentence, open.share()));
  }

  void closed(Message.Close close) {
    ShareLink link = handles.closedByPeer(close.handle());
    if (link != null) {
      link.session().peerLinks().closedByPeer(link);
      connection.forget(link); // If the peer opens the share again, both sides start afresh.
    }
  }

  /** The peer sent an error: about a share, or about the connection, which then closes. */
  void failed(Message.ErrorMessage error) {
    if (error.share().isEmpty()) {
      connection.close("said " + error.code() + ": " + error.sentence());
      return;
    }
    ShareLink link = handles.find(error.share().get());
    if (link != null) {
      link.session().peerLinks().refusedByPeer(link, error);
    }
  }
}
