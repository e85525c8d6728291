package covey.node.transfer;

import com.google.common.net.HostAndPort;
import covey.node.store.ImportProgress;
import covey.node.store.ImportedContent;
import covey.node.store.Importer;
import covey.node.store.PieceStore;
import covey.protocol.content.PieceGeometry;
import covey.protocol.content.PieceSet;
import covey.protocol.content.ShareId;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.ListenerSettings;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import covey.protocol.wire.ShareInfoCodec;
import covey.protocol.wire.WireListener;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/** A node with only connections and sessions, on a free loopback port. */
final class TestNode implements TransferHost, ShareListener, Closeable {
  private static final HostAndPort ANY_PORT = HostAndPort.fromString("127.0.0.1:0");

  /** More than a piece, so that its file has a layer. */
  private static final int SHARE_BYTES = 300_000;

  final NodeId id;
  final CountDownLatch completed = new CountDownLatch(1);

  final BlockingQueue<IOException> failures = new LinkedBlockingQueue<>();
  final BlockingQueue<Integer> lost = new LinkedBlockingQueue<>();

  /** Run whenever a peer is banned, before its connection is closed. */
  volatile Runnable whenBanned = () -> {};

  final Connections connections;
  private final WireListener listener;
  private final Path folder;
  private final TransferContext context = new TransferContext(0, 0);
  private final Map<ShareId, ShareSession> sessions = new ConcurrentHashMap<>();

  TestNode(int number, Path folder) throws IOException {
    id = nodeId(number);
    this.folder = Files.createDirectories(folder.resolve("node-" + number));
    connections = new Connections(local(number), context, this);
    listener =
        WireListener.open(
            ANY_PORT,
            local(number),
            ListenerSettings.DEFAULT.withThreads(Connection.THREADS),
            connections::accept);
  }

  /** Node ids are in the order of their numbers. */
  static NodeId nodeId(int number) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) number);
    return NodeId.of(bytes);
  }

  static LocalNode local(int number) {
    return new LocalNode(nodeId(number), "", "test", List::of);
  }

  static ImportedContent content(Path folder) throws IOException {
    return content(folder, "content.bin");
  }

  static ImportedContent content(Path folder, String name) throws IOException {
    byte[] bytes = new byte[SHARE_BYTES];
    new Random(name.hashCode()).nextBytes(bytes);
    Path file = Files.write(folder.resolve(name), bytes);
    ImportProgress unheard =
        new ImportProgress() {
          @Override
          public void discovered(long totalBytes, int files) {}

          @Override
          public void hashed(long hashedBytes) {}
        };
    return Importer.read(file, null, unheard);
  }

  ShareSession holding(ImportedContent share) throws IOException {
    ShareSession session = fetching(share.id());
    session.attach(PieceStore.forImported(share, state(share.id())));
    return session;
  }

  /** Creates a session that knows only the id. */
  ShareSession fetching(ShareId share) {
    ShareSession session = new ShareSession(share, context, this);
    sessions.put(share, session);
    return session;
  }

  /** Creates a session that has the info and the layers, but no piece. */
  ShareSession fetching(ImportedContent share) throws IOException {
    ShareSession session = fetching(share.id());
    PieceStore store = download(share.infoBytes());
    for (int file : store.layers().missingFiles()) {
      store.offerLayer(file, share.layers().layer(file));
    }
    session.attach(store);
    return session;
  }

  private PieceStore download(byte[] infoBytes) throws IOException {
    return switch (ShareInfoCodec.decode(infoBytes)) {
      case ShareInfoCodec.Valid valid ->
          PieceStore.forDownload(
              valid.info(),
              infoBytes,
              downloads(),
              state(ShareInfoCodec.id(infoBytes)),
              PieceSet.all(PieceGeometry.of(valid.info()).pieceCount()));
      case ShareInfoCodec.Malformed malformed -> throw new IOException(malformed.reason());
    };
  }

  private Path state(ShareId share) {
    return folder.resolve("state").resolve(share.toString());
  }

  /** Where downloads are put. */
  Path downloads() {
    return folder.resolve("downloads");
  }

  Path downloaded() {
    return downloads().resolve("content.bin");
  }

  /** Returns the connection to a node on which shares may be opened, if there is one. */
  Optional<Connection> to(NodeId node) {
    return connections.to(node);
  }

  HostAndPort address() {
    return listener.address();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    connections.close();
    context.close();
    for (ShareSession session : sessions.values()) {
      session.end();
      PieceStore store = session.store();
      if (store != null) {
        store.close();
      }
    }
  }

  @Override
  public Optional<ShareSession> session(ShareId share) {
    return Optional.ofNullable(sessions.get(share));
  }

  @Override
  public boolean mayServe(NodeId peer) {
    return true;
  }

  @Override
  public boolean mayAsk(NodeId peer) {
    return true;
  }

  @Override
  public Message.DirectoryReply answer(NodeId asking, Message.DirectoryRequest request) {
    return new Message.DirectoryReply(request.id(), new DirectoryAnswer.Withdrawn());
  }

  @Override
  public void deposit(Connection from, Message.Deposit deposit) {}

  @Override
  public void depositState(Connection from, Message.DepositState state) {}

  @Override
  public void disconnected(Connection connection) {
    connections.remove(connection);
  }

  @Override
  public void infoArrived(ShareSession session, byte[] infoBytes) {
    try {
      session.attach(download(infoBytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void completed(ShareSession session) {
    completed.countDown();
  }

  @Override
  public void failed(ShareSession session, IOException problem) {
    failures.add(problem);
  }

  @Override
  public void lost(ShareSession session, int pieces) {
    lost.add(pieces);
  }

  @Override
  public void peersChanged(ShareSession session) {}

  @Override
  public void refused(ShareSession session, Connection connection, String sentence) {}

  @Override
  public void banned(ShareSession session, Connection connection, String reason) {
    whenBanned.run();
  }
}
