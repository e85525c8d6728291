package covey.node.transfer;

import com.google.common.net.HostAndPort;
import covey.node.swarm.PeerKey;
import covey.protocol.content.ShareId;
import covey.protocol.directory.NodeRecord;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.MalformedFrameException;
import covey.protocol.wire.Message;
import covey.protocol.wire.WireConnection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to another node. Both sides request and serve any number of shares on it, whichever
 * side dialled. One thread reads and one writes; any thread may post a message for the peer.
 */
public final class Connection {
  /**
   * Makes the threads that may use a connection's socket. They are platform threads, because a
   * socket once used by a virtual thread becomes non-blocking, and sendfile to it returns early
   * whenever its buffer is full. Platform threads also need half the CPU.
   */
  public static final ThreadFactory THREADS =
      Thread.ofPlatform().daemon().name("covey-wire-", 0).stackSize(256 << 10).factory();

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final WireConnection wire;
  private final TransferContext context;
  private final TransferHost host;
  private final PeerKey key;
  private final ConnectionWriter writer;
  private final ShareHandles handles = new ShareHandles(this);
  private final Keepalive keepalive;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean unread = new AtomicBoolean();
  private final ThroughputMeter upMeter = new ThroughputMeter();
  private final ThroughputMeter downMeter = new ThroughputMeter();
  private final long sinceNanos = System.nanoTime();
  private final ServingRole serving;
  private final RequestingRole requesting;
  private final DirectoryRole directory;
  private final OpeningRole opening;
  private final Predicate<Connection> admission;
  private boolean admitted;

  Connection(
      WireConnection wire,
      TransferContext context,
      TransferHost host,
      Predicate<Connection> admission) {
    this.admission = admission;
    this.wire = wire;
    this.context = context;
    this.host = host;
    key = new PeerKey(context.nextConnectionNumber());
    keepalive = new Keepalive(this, wire::lastReadNanos);
    writer = new ConnectionWriter(wire, context);
    serving = new ServingRole(this);
    requesting = new RequestingRole(this, wire, context);
    directory = new DirectoryRole(this, host);
    opening = new OpeningRole(this, host, handles);
  }

  /** Returns the id that the node at the other end claims. */
  public NodeId node() {
    return wire.remote().node();
  }

  /** Returns the other end's record, as given in its Hello. */
  public NodeRecord record() {
    return new NodeRecord(node(), wire.remote().listen(), wire.remote().agent());
  }

  /** Returns the other end's address. */
  public InetSocketAddress remoteAddress() {
    return wire.remoteAddress();
  }

  /** Returns whether this side dialled. */
  public boolean dialled() {
    return wire.dialled();
  }

  /** Returns the relay that forwards the connection's bytes, if there is one. */
  public Optional<HostAndPort> relay() {
    return wire.relay();
  }

  /** Returns whether the other side has asked the directory on this connection. */
  boolean asksDirectory() {
    return directory.asked();
  }

  /** Returns the meter of payload sent. */
  public ThroughputMeter upMeter() {
    return upMeter;
  }

  /** Returns the meter of payload received. */
  public ThroughputMeter downMeter() {
    return downMeter;
  }

  /** Returns the shortest round trip so far, in nanoseconds; 0 before the first. */
  public long roundTripNanos() {
    return keepalive.roundTripNanos();
  }

  /** Returns the ids of the shares open on this connection. */
  public List<ShareId> shares() {
    return handles.shares();
  }

  /** Returns whether the connection has closed. */
  public boolean isClosed() {
    return closed.get();
  }

  PeerKey key() {
    return key;
  }

  long sinceNanos() {
    return sinceNanos;
  }

  TransferHost host() {
    return host;
  }

  Keepalive keepalive() {
    return keepalive;
  }

  ConnectionWriter writer() {
    return writer;
  }

  boolean mayServe() {
    return host.mayServe(node());
  }

  boolean mayAsk() {
    return host.mayAsk(node());
  }

  /**
   * Queues a message. If the queue is full, because the peer does not read, closes the connection
   * on another thread: the caller may hold a session's lock, and closing takes the locks of all
   * sessions on this connection.
   */
  public void post(Message message) {
    if (!writer.post(message) && !closed.get() && unread.compareAndSet(false, true)) {
      context.after(0, () -> close("the peer does not read its messages"));
    }
  }

  /** Opens a share on this connection, unless it is open already. */
  public void open(ShareSession session) {
    session.peerLinks().open(handles.link(session));
  }

  List<ShareLink> links() {
    return handles.links();
  }

  @Nullable ShareLink linkByTheirHandle(int handle) {
    return handles.byTheirHandle(handle);
  }

  /** Starts both threads. */
  void start() {
    THREADS.newThread(this::write).start();
    THREADS.newThread(this::read).start();
    keepalive.ping();
  }

  private void write() {
    try {
      writer.run();
      closeQuietly("finished");
    } catch (IOException e) {
      closeQuietly(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closeQuietly("interrupted");
    }
  }

  private void read() {
    try {
      while (!closed.get()) {
        Message message = wire.receive();
        receive(message);
      }
    } catch (MalformedFrameException e) {
      tellAndClose(Message.ErrorCode.BAD_FRAME, e.getMessage());
    } catch (IOException e) {
      closeQuietly(e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closeQuietly("interrupted");
    } catch (RuntimeException e) {
      LOG.error("connection to {} failed by a bug", remoteAddress(), e);
      tellAndClose(Message.ErrorCode.INTERNAL, "internal error");
    }
  }

  private void receive(Message message) throws IOException, InterruptedException {
    switch (message) {
      case Message.Ping ping -> post(new Message.Pong(ping.nonce()));
      case Message.Pong pong -> keepalive.ponged(pong.nonce());
      case Message.Goodbye goodbye -> close("Goodbye: " + goodbye.reason());
      case Message.ErrorMessage error -> opening.failed(error);
      case Message.Open open -> opening.opened(open);
      case Message.Close close -> opening.closed(close);
      case Message.Have have -> requesting.have(have);
      case Message.Block block -> requesting.block(block);
      case Message.Refused refused -> requesting.refused(refused);
      case Message.InfoChunk chunk -> requesting.infoChunk(chunk);
      case Message.LayerChunk chunk -> requesting.layerChunk(chunk);
      case Message.Request request -> serving.request(request);
      case Message.Cancel cancel -> serving.cancel(cancel);
      case Message.Credit credit -> serving.credit(credit);
      case Message.InfoRequest request -> serving.infoRequest(request);
      case Message.LayerRequest request -> serving.layerRequest(request);
      case Message.Deposit deposit -> {
        if (admitted()) {
          host.deposit(this, deposit);
        }
      }
      case Message.DepositState state -> host.depositState(this, state);
      case Message.DirectoryRequest request -> directory.answer(request);
      case Message.Hello hello ->
          tellAndClose(Message.ErrorCode.BAD_FRAME, "a second Hello from " + hello.node());
      case Message.RelayOpen _, Message.RelayJoin _ ->
          tellAndClose(Message.ErrorCode.NOT_ALLOWED, "this node does not relay");
      // Only the directory host may ask us to dial back, on the connection on which we ask it.
      case Message.DialBack _, Message.RelayWaiting _, Message.RelayReady _ ->
          LOG.debug("ignored {} from {}", message.getClass().getSimpleName(), remoteAddress());
      case Message.DirectoryReply reply ->
          LOG.debug("unrequested directory reply {} from {}", reply.id(), remoteAddress());
      case Message.Unknown unknown -> LOG.debug("ignored {} from {}", unknown, remoteAddress());
    }
  }

  /** Returns whether shares may be opened on this connection; a node has one such connection. */
  boolean admitted() {
    if (!admitted) {
      admitted = admission.test(this);
    }
    return admitted;
  }

  /** Pings, or closes if the peer has been silent for too long. */
  void tick(long nowNanos) {
    keepalive.tick(nowNanos);
  }

  /** Closes a share on this connection. */
  void forget(ShareLink link) {
    if (handles.remove(link) && link.opened) {
      post(new Message.Close(link.localHandle()));
    }
  }

  /** Sends an Error with the reason, then closes. */
  void tellAndClose(Message.ErrorCode code, @Nullable String sentence) {
    post(
        new Message.ErrorMessage(
            code, sentence == null ? code.name() : sentence, 0, Optional.empty()));
    close(sentence);
  }

  /** Sends Goodbye, flushes the queue for up to one second, then closes. */
  public void close(@Nullable String reason) {
    writer.post(new Message.Goodbye(reason == null ? "closing" : reason));
    writer.finish();
    context.after(TimeUnit.SECONDS.toNanos(1), () -> closeQuietly(reason));
    detach(reason);
  }

  private void closeQuietly(@Nullable String reason) {
    detach(reason);
    writer.close();
    wire.close();
  }

  private void detach(@Nullable String reason) {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    LOG.debug("connection to {} closed: {}", remoteAddress(), reason);
    handles.links().forEach(link -> link.session().peerLinks().closedByPeer(link));
    handles.clear();
    host.disconnected(this);
  }
}
