package covey.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import covey.node.modes.Mode;
import covey.node.modes.SourceRules;
import covey.node.rendezvous.PeerConnector;
import covey.node.transfer.Connections;
import covey.node.transfer.ShareListener;
import covey.node.transfer.ShareSession;
import covey.node.transfer.TransferContext;
import covey.protocol.content.Link;
import covey.protocol.content.ShareId;
import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.NodeRecord;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.LocalNode;
import covey.tracker.orders.OrderBook;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PeerFindersTest {
  private static final ShareId ID = ShareId.parse("a".repeat(52));

  @TempDir private Path folder;
  private final BlockingQueue<Thread> looking = new LinkedBlockingQueue<>();
  private final NodeSettings settings =
      new NodeSettings(
          NodeSettings.Role.NODE,
          HostAndPort.fromHost("127.0.0.1"),
          DirectorySettings.of(Mode.P2P, List.of()),
          Path.of("state"),
          Path.of("downloads"),
          Optional.empty(),
          NodeSettings.Limits.NONE);
  private final TransferContext transfer = new TransferContext(0, 0);
  private final SourceRules rules = new SourceRules(Mode.P2P, false);
  private final LocalNode local =
      new LocalNode(NodeId.random(new SecureRandom()), "", "test", List::of);

  @AfterEach
  void stop() {
    transfer.close();
  }

  @Test
  void aSearchThatBeginsAgainTakesThePlaceOfTheFormerOne() throws Exception {
    NodeContext node =
        new NodeContext(
            settings,
            local,
            new DialableAddresses("127.0.0.1", Optional.empty()),
            transfer,
            rules,
            new OrderBook(InstantSource.system(), Optional.empty(), order -> {}),
            new ShareTable());
    Connections connections = new NodeTransferHost(node, new LinkedBlockingQueue<>()).connections();
    Directory directory = new Known();
    PeerFinders.Network network =
        new PeerFinders.Network(
            local.id(),
            directory,
            connections,
            rules,
            List::of,
            new PeerConnector(local, directory, connections));
    PeerFinders finders = new PeerFinders(network);
    PendingAnnouncement pending = new PendingAnnouncement(node.self(), List::of);
    LocalShare share = share(new ShareEventHandler(node.shares(), pending, finders, network));

    finders.start(share);
    Thread first = looking.take();
    finders.start(share);
    first.join();
    looking.clear();
    assertThat(looking.take()).isNotSameAs(first);

    finders.stop(ID);
    assertThat(finders.find(ID)).isEmpty();
  }

  private LocalShare share(ShareListener events) {
    Shares.Wish wish =
        new Shares.Wish(Link.parse("covey:" + ID), Optional.empty(), List.of(), false, false);
    return new LocalShare(
        ShareFile.wished(wish, folder), folder, new ShareSession(ID, transfer, events), rules);
  }

  /** Knows one provider, this node itself, to which no connection is made. */
  private final class Known implements Directory {
    @Override
    public DirectoryAnswer ask(DirectoryVerb verb) {
      looking.add(Thread.currentThread());
      NodeRecord self = new NodeRecord(local.id(), List.of(), "test");
      return new DirectoryAnswer.LookedUp(
          Optional.empty(), List.of(new DirectoryAnswer.Provider(self, true, false)));
    }

    @Override
    public void close() {}
  }
}
