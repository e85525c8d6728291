package covey.node.rendezvous;

import com.google.common.net.HostAndPort;
import covey.node.transfer.Connection;
import covey.node.transfer.Connections;
import covey.node.transfer.ShareSession;
import covey.protocol.content.ShareId;
import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.RelayTicket;
import covey.protocol.directory.RendezvousAnswer;
import covey.protocol.directory.RendezvousVerb;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.RelayedDial;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connects to nodes that have a share: dials; if that does not succeed soon, has the directory host
 * ask the other node to dial back; if that fails too, or this node cannot be dialled, meets it at a
 * relay. One approach to a node at a time. Thread-safe.
 */
public final class PeerConnector {
  private static final Logger LOG = LoggerFactory.getLogger(PeerConnector.class);

  /** How long to wait for a dial before trying something else beside it. */
  private static final Duration HEAD_START = Duration.ofMillis(1_500);

  /** The other side's dial: a TCP and a Hello round trip, and some slack for both machines. */
  private static final Duration DIAL_BACK = Duration.ofSeconds(2);

  private static final Duration RELAY = Duration.ofSeconds(3);
  private static final int MOST_RELAYS_TRIED = 3;
  private static final int MOST_ADDRESSES_TRIED = 2;

  /** Meetings in progress; each holds a thread and asks the directory. */
  private static final int MOST_AT_ONCE = 16;

  private final LocalNode local;
  private final Directory directory;
  private final Connections connections;
  private final ConnectBackoff setbacks = new ConnectBackoff();
  private final Semaphore room = new Semaphore(MOST_AT_ONCE);
  private final Map<NodeId, Set<ShareSession>> underWay = new HashMap<>(); // guarded by this

  /** Connects over {@code connections}; {@code directory} names relays and introduces nodes. */
  public PeerConnector(LocalNode local, Directory directory, Connections connections) {
    this.local = local;
    this.directory = directory;
    this.connections = connections;
  }

  /** No connection was made; the message is a clause for users. */
  private static final class SetbackException extends Exception {
    private static final long serialVersionUID = 1L;

    SetbackException(String why) {
      super(why);
    }
  }

  /** Starts connecting and returns; opens the share on the connection once there is one. */
  public void begin(NodeId node, List<HostAndPort> addresses, ShareSession session) {
    synchronized (this) {
      Set<ShareSession> waiting = underWay.get(node);
      if (waiting != null) {
        waiting.add(session);
        return;
      }
      underWay.put(node, new HashSet<>(Set.of(session)));
    }
    Thread.ofVirtual().name("covey-approach").start(() -> run(node, addresses, session));
  }

  /** Returns why none of these nodes could be reached, if more than a dial was tried. */
  public Optional<String> why(Collection<NodeId> nodes) {
    return nodes.stream().map(setbacks::why).flatMap(Optional::stream).findFirst();
  }

  private void run(NodeId node, List<HostAndPort> addresses, ShareSession session) {
    try {
      if (dial(node, addresses, session)) {
        setbacks.forget(node);
      } else if (setbacks.mayTry(node) && room.tryAcquire()) {
        try {
          meet(node, session.id());
          setbacks.forget(node);
        } finally {
          room.release();
        }
      }
    } catch (SetbackException e) {
      LOG.debug("{}: {}", node, e.getMessage());
      setbacks.add(node, String.valueOf(e.getMessage()));
    } catch (DirectoryException e) {
      setbacks.add(node, "it cannot be dialled, and " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      Set<ShareSession> waiting = finish(node);
      connections.to(node).ifPresent(c -> waiting.forEach(each -> open(c, each)));
    }
  }

  private synchronized Set<ShareSession> finish(NodeId node) {
    Set<ShareSession> waiting = underWay.remove(node);
    return waiting == null ? Set.of() : waiting;
  }

  private static void open(Connection connection, ShareSession session) {
    if (!connection.shares().contains(session.id())) {
      connection.open(session);
    }
  }

  /** Dials in the background; returns whether there is a connection within the head start. */
  private boolean dial(NodeId node, List<HostAndPort> addresses, ShareSession session)
      throws InterruptedException {
    if (!addresses.isEmpty()) {
      CountDownLatch ended = new CountDownLatch(1);
      Connection.THREADS
          .newThread(
              () -> {
                try {
                  connections.connect(node, addresses).ifPresent(c -> open(c, session));
                } finally {
                  ended.countDown();
                }
              })
          .start();
      if (!ended.await(HEAD_START.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("dialling {} is slow", node);
      }
    }
    return connections.to(node).isPresent();
  }

  private void meet(NodeId node, ShareId share)
      throws SetbackException, DirectoryException, InterruptedException {
    if (!local.listen().get().isEmpty()) {
      introduce(node, share, Optional.empty());
      if (connections.await(node, DIAL_BACK)) {
        return;
      }
    }
    List<NodeRecord> relays =
        directory.ask(new RendezvousVerb.FindRelays()) instanceof RendezvousAnswer.Relays(var some)
            ? some.stream().filter(r -> !r.id().equals(node) && !isSelf(r)).toList()
            : List.of();
    if (relays.isEmpty()) {
      throw new SetbackException(
          "neither of us can dial the other, and no node relays (covey node --relay)");
    }
    meetAtOne(relays, node, share);
  }

  private boolean isSelf(NodeRecord node) {
    return node.id().equals(local.id());
  }

  private void introduce(NodeId node, ShareId share, Optional<RelayTicket> relay)
      throws SetbackException, DirectoryException {
    NodeRecord self = new NodeRecord(local.id(), local.listen().get(), local.agent());
    switch (directory.ask(new RendezvousVerb.Introduce(node, self, share, relay))) {
      case RendezvousAnswer.Introduced(boolean told) when told ->
          LOG.debug("{} was asked to dial back", node);
      case DirectoryAnswer.Failed failed ->
          throw new SetbackException(
              "it cannot be dialled, and the directory says: " + failed.sentence());
      default ->
          throw new SetbackException(
              "it cannot be dialled, and is not connected to the directory to be asked to dial us");
    }
  }

  /** Runs on a platform thread, as sockets need one. */
  private void meetAtOne(List<NodeRecord> relays, NodeId node, ShareId share)
      throws SetbackException, InterruptedException {
    String why =
        CompletableFuture.supplyAsync(
                () -> tryRelays(relays, node, share),
                task -> Connection.THREADS.newThread(task).start())
            .join();
    if (connections.to(node).isEmpty()) {
      throw new SetbackException("neither of us can dial the other; " + why);
    }
  }

  /** Returns the last problem; empty if there was none. */
  private String tryRelays(List<NodeRecord> relays, NodeId node, ShareId share) {
    String problem = "";
    for (NodeRecord relay : relays.subList(0, Math.min(relays.size(), MOST_RELAYS_TRIED))) {
      for (HostAndPort address : relay.listen().stream().limit(MOST_ADDRESSES_TRIED).toList()) {
        try {
          meetAt(address, relay, node, share);
          return "";
        } catch (IOException | SetbackException | DirectoryException e) {
          problem = String.valueOf(e.getMessage());
          LOG.debug("meeting {}: {}", node, problem);
        }
      }
    }
    return problem;
  }

  private void meetAt(HostAndPort address, NodeRecord relay, NodeId node, ShareId share)
      throws IOException, SetbackException, DirectoryException {
    try (RelayedDial dial = RelayedDial.open(address, node, RELAY, local)) {
      introduce(node, share, Optional.of(new RelayTicket(relay, dial.token())));
      connections.adopt(dial.connect(RELAY), node);
    }
  }
}
