package covey.node.modes;

import com.google.common.net.HostAndPort;
import covey.node.transfer.Connection;
import covey.node.transfer.Connections;
import covey.node.transfer.ShareSession;
import covey.node.transfer.TransferContext;
import covey.node.transfer.TransferHost;
import covey.protocol.content.ShareId;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.ListenerSettings;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import covey.protocol.wire.WireListener;
import covey.tracker.registry.DirectoryHost;
import covey.tracker.server.DirectoryRequestHandler;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** A directory on a loopback port, served the way a node serves it; holds no shares. */
final class ServedDirectory implements TransferHost, Closeable {
  private final DirectoryRequestHandler desk;
  private final TransferContext context = new TransferContext(0, 0);
  private final Connections connections;
  private final WireListener listener;

  private ServedDirectory(HostAndPort bind, LocalNode local, DirectoryHost host)
      throws IOException {
    desk = new DirectoryRequestHandler(host);
    connections = new Connections(local, context, this);
    listener =
        WireListener.open(
            bind,
            local,
            ListenerSettings.DEFAULT.withThreads(Connection.THREADS),
            connections::accept);
  }

  static ServedDirectory open(HostAndPort bind, LocalNode local, DirectoryHost host)
      throws IOException {
    return new ServedDirectory(bind, local, host);
  }

  HostAndPort address() {
    return listener.address();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    connections.close();
    context.close();
  }

  @Override
  public Message.DirectoryReply answer(NodeId asking, Message.DirectoryRequest request) {
    return desk.reply(asking, request);
  }

  @Override
  public void disconnected(Connection connection) {
    connections.remove(connection);
  }

  @Override
  public Optional<ShareSession> session(ShareId share) {
    return Optional.empty();
  }

  @Override
  public boolean mayServe(NodeId peer) {
    return false;
  }

  @Override
  public boolean mayAsk(NodeId peer) {
    return false;
  }

  @Override
  public void deposit(Connection from, Message.Deposit deposit) {}

  @Override
  public void depositState(Connection from, Message.DepositState state) {}
}
