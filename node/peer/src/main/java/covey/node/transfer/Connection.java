package covey.node.transfer;

import com.google.common.net.HostAndPort;
import covey.node.swarm.Input;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to another node. Both sides request and serve on it, whoever opened it, any number
 * of shares. One thread reads, one writes; whoever has a message for the peer posts it.
 */
public final class Connection {
  /**
   * Threads that may touch a connection's socket. Platform threads: a socket that a virtual thread
   * ever used does not block any more, and sendfile to it gives up whenever its buffer is full.
   * They also cost half the CPU.
   */
  public static final ThreadFactory THREADS =
      Thread.ofPlatform().daemon().name("covey-wire-", 0).stackSize(256 << 10).factory();

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final int MOST_VERBS_AT_ONCE = 1_000;
  private static final long SILENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final WireConnection wire;
  private final TransferContext context;
  private final TransferHost host;
  private final PeerKey key;
  private final ConnectionWriter writer;
  private final Map<ShareId, ShareLink> links = new ConcurrentHashMap<>();
  private final Map<Integer, ShareLink> linksByTheirHandle = new ConcurrentHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicBoolean unread = new AtomicBoolean();
  private final Meter upMeter = new Meter();
  private final Meter downMeter = new Meter();
  private final long sinceNanos = System.nanoTime();
  private final Semaphore answering = new Semaphore(MOST_VERBS_AT_ONCE);
  private final ServingRole serving;
  private final RequestingRole requesting;
  private final Predicate<Connection> admission;
  private boolean admitted;
  private volatile boolean asksDirectory;
  private int nextHandle = 1;
  private volatile long lastHeardNanos = System.nanoTime();
  private volatile long roundTripNanos;

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
    writer = new ConnectionWriter(wire, context);
    serving = new ServingRole(this);
    requesting = new RequestingRole(this, wire, context);
  }

  /** The node at the other end. */
  public NodeId node() {
    return wire.remote().node();
  }

  /** The other end's record, as its Hello said. */
  public NodeRecord record() {
    return new NodeRecord(node(), wire.remote().listen(), wire.remote().agent());
  }

  /** The other end's address. */
  public InetSocketAddress remoteAddress() {
    return wire.remoteAddress();
  }

  /** Whether we opened it. */
  public boolean dialled() {
    return wire.dialled();
  }

  /** The relay that passes on its bytes, if it goes over one. */
  public Optional<HostAndPort> relay() {
    return wire.relay();
  }

  /** Whether the other side asks the directory on it. */
  boolean asksDirectory() {
    return asksDirectory;
  }

  /** Payload sent. */
  public Meter upMeter() {
    return upMeter;
  }

  /** Payload received. */
  public Meter downMeter() {
    return downMeter;
  }

  /** The least round trip measured so far, in nanoseconds; 0 before the first. */
  public long roundTripNanos() {
    return roundTripNanos;
  }

  /** Ids of the shares open on it. */
  public List<ShareId> shares() {
    return List.copyOf(links.keySet());
  }

  /** Whether it has ended. */
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
   * Queues a message. A peer that does not read its messages is dropped, on another thread: the
   * caller may hold a session's lock, and closing takes the locks of all sessions on this
   * connection.
   */
  public void post(Message message) {
    if (!writer.post(message) && !closed.get() && unread.compareAndSet(false, true)) {
      context.after(0, () -> close("does not read what it is sent"));
    }
  }

  /** Opens a share on this connection, or says anew what we hold of it. */
  public void open(ShareSession session) {
    session.open(linkFor(session));
  }

  private synchronized ShareLink linkFor(ShareSession session) {
    ShareLink link = links.get(session.id());
    if (link == null || link.session() != session) {
      link = new ShareLink(this, session, nextHandle++);
      links.put(session.id(), link);
    }
    return link;
  }

  @Nullable ShareLink linkByTheirHandle(int handle) {
    return linksByTheirHandle.get(handle);
  }

  /** Starts both threads. */
  void start() {
    THREADS.newThread(this::write).start();
    THREADS.newThread(this::read).start();
    ping();
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
        lastHeardNanos = System.nanoTime();
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
      case Message.Pong pong -> ponged(pong.nonce());
      case Message.Goodbye goodbye -> close("said good-bye: " + goodbye.reason());
      case Message.ErrorMessage error -> failed(error);
      case Message.Open open -> openedByPeer(open);
      case Message.Close close -> closedByPeer(close.handle());
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
      case Message.DirectoryRequest request -> answer(request);
      case Message.Hello hello ->
          tellAndClose(Message.ErrorCode.BAD_FRAME, "a second Hello from " + hello.node());
      case Message.RelayOpen _, Message.RelayJoin _ ->
          tellAndClose(Message.ErrorCode.NOT_ALLOWED, "this node does not relay");
      // To dial back is only for the directory host to say, on the connection on which we ask it.
      case Message.DialBack _, Message.RelayWaiting _, Message.RelayReady _ ->
          LOG.debug("ignored {} from {}", message.getClass().getSimpleName(), remoteAddress());
      case Message.DirectoryReply reply ->
          LOG.debug("unasked directory reply {} from {}", reply.id(), remoteAddress());
      case Message.Unknown unknown -> LOG.debug("ignored {} from {}", unknown, remoteAddress());
    }
  }

  /** Apart from the reader: an answer may wait for other members, blocks must not. */
  private void answer(Message.DirectoryRequest request) {
    asksDirectory = true;
    if (!answering.tryAcquire()) {
      tellAndClose(Message.ErrorCode.BUSY, "asks the directory faster than it answers");
      return;
    }
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                post(host.answer(node(), request));
              } finally {
                answering.release();
              }
            });
  }

  /** Whether this may be the connection on which shares are spoken of with its node. */
  boolean admitted() {
    if (!admitted) {
      admitted = admission.test(this);
    }
    return admitted;
  }

  private void openedByPeer(Message.Open open) {
    if (!admitted()) {
      close("another connection to you is used");
      return;
    }
    var session = host.session(open.share());
    if (session.isEmpty()) {
      post(
          ShareOpening.refusal(
              Message.ErrorCode.UNKNOWN_SHARE, "no such share here", open.share()));
      return;
    }
    if (!mayServe() && !mayAsk()) {
      post(
          ShareOpening.refusal(
              Message.ErrorCode.NOT_ALLOWED,
              "in central mode nodes serve only the origin",
              open.share()));
      return;
    }
    ShareLink link = linkFor(session.get());
    linksByTheirHandle.put(open.handle(), link);
    session.get().openedByPeer(link, open);
  }

  private void closedByPeer(int theirHandle) {
    ShareLink link = linksByTheirHandle.remove(theirHandle);
    if (link != null) {
      link.session().closedByPeer(link);
      forget(link); // if the peer opens it again, both begin anew
    }
  }

  private void failed(Message.ErrorMessage error) {
    if (error.share().isEmpty()) {
      close("said " + error.code() + ": " + error.sentence());
      return;
    }
    ShareLink link = links.get(error.share().get());
    if (link != null) {
      link.session().refusedByPeer(link, error);
    }
  }

  /** Asks for a sign of life and measures the round trip; closes if there was none for long. */
  void tick(long nowNanos) {
    if (nowNanos - lastHeardNanos > SILENCE_NANOS) {
      close("silent for 30 s");
    } else {
      ping();
    }
  }

  private void ping() {
    post(new Message.Ping(System.nanoTime()));
  }

  private void ponged(long nonce) {
    long elapsed = System.nanoTime() - nonce;
    if (elapsed > 0 && elapsed < SILENCE_NANOS) {
      // The rest is queues: what grows with the round trip must not grow with the queues it makes.
      long least = roundTripNanos == 0 ? elapsed : Math.min(roundTripNanos, elapsed);
      roundTripNanos = least;
      links
          .values()
          .forEach(link -> link.session().input(link, new Input.RoundTripMeasured(key, least)));
    }
  }

  /** Takes a share off this connection. */
  void forget(ShareLink link) {
    if (links.remove(link.session().id(), link)) {
      linksByTheirHandle.values().removeIf(l -> l == link);
      if (link.opened) {
        post(new Message.Close(link.localHandle()));
      }
    }
  }

  /** Says why, then closes. */
  void tellAndClose(Message.ErrorCode code, @Nullable String sentence) {
    post(
        new Message.ErrorMessage(
            code, sentence == null ? code.name() : sentence, 0, Optional.empty()));
    close(sentence);
  }

  /** Says good-bye, sends what is queued (at most a second), closes. */
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
    links.values().forEach(link -> link.session().closedByPeer(link));
    links.clear();
    linksByTheirHandle.clear();
    host.disconnected(this);
  }
}
