package covey.node.runtime;

import covey.node.rendezvous.Rendezvous;
import covey.node.transfer.Connection;
import covey.node.transfer.Connections;
import covey.node.transfer.ShareSession;
import covey.node.transfer.TransferHost;
import covey.protocol.content.ShareId;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.Message;
import covey.tracker.server.DirectoryRequestHandler;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;

/**
 * Answers what peers ask of this node on its connections, and has these connections. Thread-safe.
 */
final class NodeTransferHost implements TransferHost {
  private final NodeContext node;
  private final BlockingQueue<OriginDeposits.Asked> deposits;
  private final Connections connections;
  private final Rendezvous meetings;
  private final DirectoryHosting hosting;
  private final DirectoryRequestHandler desk;

  /** Queues what an origin is asked to keep in {@code deposits}. */
  NodeTransferHost(NodeContext node, BlockingQueue<OriginDeposits.Asked> deposits) {
    this.node = node;
    this.deposits = deposits;
    connections = new Connections(node.local(), node.transfer(), this);
    meetings = new Rendezvous(node.local(), node.settings().listen(), connections, this);
    hosting = new DirectoryHosting(new LocalRequestHandler(node.orders(), meetings));
    desk = new DirectoryRequestHandler(hosting);
  }

  Connections connections() {
    return connections;
  }

  Rendezvous meetings() {
    return meetings;
  }

  /** Returns what this process hosts of the directory, which it answers from. */
  DirectoryHosting hosting() {
    return hosting;
  }

  @Override
  public Optional<ShareSession> session(ShareId share) {
    return node.shares().find(share).filter(s -> !s.isPaused()).map(LocalShare::session);
  }

  @Override
  public boolean mayServe(NodeId peer) {
    return node.rules().mayServe(peer);
  }

  @Override
  public boolean mayAsk(NodeId peer) {
    return node.rules().mayAsk(peer);
  }

  @Override
  public boolean isOnlySource(NodeId peer) {
    return node.rules().uploads() && node.rules().isOrigin(peer);
  }

  @Override
  public Message.DirectoryReply answer(NodeId asking, Message.DirectoryRequest request) {
    return desk.reply(asking, request);
  }

  @Override
  public void deposit(Connection from, Message.Deposit deposit) {
    if (!node.isOrigin()) {
      refuse(from, deposit, "this node is not an origin");
    } else if (!deposits.offer(new OriginDeposits.Asked(from, deposit))) {
      refuse(from, deposit, "the origin has too many deposits waiting; try again later");
    }
  }

  private static void refuse(Connection from, Message.Deposit deposit, String sentence) {
    from.post(
        new Message.DepositState(deposit.share(), Message.DepositState.State.REFUSED, 0, sentence));
  }

  @Override
  public void depositState(Connection from, Message.DepositState state) {
    if (node.rules().isOrigin(from.node())) {
      node.shares().find(state.share()).ifPresent(share -> share.originReports(state));
    }
  }

  @Override
  public void disconnected(Connection connection) {
    connections.remove(connection);
  }
}
