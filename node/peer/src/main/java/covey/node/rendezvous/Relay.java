package covey.node.rendezvous;

import covey.node.transfer.TransferContext;
import covey.protocol.directory.RelayToken;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.Message;
import covey.protocol.wire.Splice;
import covey.protocol.wire.WireConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes on bytes between pairs of nodes that cannot dial each other.
 *
 * <p>The first node opens a place and gets a token; the second joins with it within a few seconds.
 * A place costs two sockets, two threads and two buffers of 64 KiB, so their number is bounded;
 * relayed bytes count against the node's own upload limit. The relay never inspects what it passes
 * on: the receiver checks pieces against the share's id. Thread-safe.
 */
public final class Relay implements AutoCloseable {
  /** Most pairs, including nodes that still wait for their peer. */
  static final int MOST_PLACES = 16;

  /** A waiting node takes a place without proving anything, so one address gets only a few. */
  static final int MOST_WAITING_OF_ADDRESS = 4;

  private static final Logger LOG = LoggerFactory.getLogger(Relay.class);

  /** Covers the directory, the other node's dial and its handshake, all of which may be slow. */
  private static final Duration JOIN_WITHIN = Duration.ofSeconds(10);

  private static final Duration FIRST_WORD = Duration.ofSeconds(5);

  /** Two live nodes exchange something every second. */
  private static final Duration IDLE = Duration.ofSeconds(45);

  private final TransferContext context;
  private final Duration joinWithin;
  private final SecureRandom random = new SecureRandom();
  private final Map<RelayToken, Place> waiting = new ConcurrentHashMap<>();
  private final Set<Place> places = ConcurrentHashMap.newKeySet();
  private final Map<WireConnection, Long> untilFirstWord = new ConcurrentHashMap<>();
  // Guarded by this.
  private final Map<InetAddress, Integer> waitingOf = new HashMap<>();
  private int taken;

  /** Relays within the limits of {@code context}. */
  public Relay(TransferContext context) {
    this(context, JOIN_WITHIN);
  }

  Relay(TransferContext context, Duration joinWithin) {
    this.context = context;
    this.joinWithin = joinWithin;
    context.every(Duration.ofSeconds(1), this::closeIdle);
  }

  /** Two nodes, or one that waits for the other. */
  private final class Place implements Splice.Gate {
    final WireConnection opener;
    final NodeId to;
    final CompletableFuture<WireConnection> joined = new CompletableFuture<>();
    final CountDownLatch directions = new CountDownLatch(2);
    volatile long movedNanos = System.nanoTime();

    Place(WireConnection opener, NodeId to) {
      this.opener = opener;
      this.to = to;
    }

    @Override
    public int chunkBytes(int wantedBytes) {
      return context.passOnChunkBytes(wantedBytes);
    }

    @Override
    public void pass(int bytes) throws IOException {
      context.passOn(bytes);
      movedNanos = System.nanoTime();
    }

    void splice(WireConnection from, WireConnection into) throws InterruptedException {
      Splice.run(from, into, this);
      directions.countDown();
      directions.await();
    }

    void close() {
      opener.close();
      if (!joined.completeExceptionally(new IOException("the relay closed this pair"))
          && !joined.isCompletedExceptionally()) {
        joined.join().close();
      }
    }
  }

  /** Serves a node that wants to be relayed until it leaves, then closes the connection. */
  public void serve(WireConnection wire) {
    try (wire) {
      untilFirstWord.put(wire, System.nanoTime() + FIRST_WORD.toNanos());
      Message first = wire.receive();
      untilFirstWord.remove(wire);
      switch (first) {
        case Message.RelayOpen(NodeId to) -> open(wire, to);
        case Message.RelayJoin(RelayToken token) -> join(wire, token);
        default ->
            refuse(
                wire,
                Message.ErrorCode.BAD_FRAME,
                "expected RelayOpen or RelayJoin, got " + first.getClass().getSimpleName());
      }
    } catch (IOException e) {
      LOG.debug("{}: {}", wire, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      untilFirstWord.remove(wire);
    }
  }

  private void open(WireConnection wire, NodeId to) throws IOException, InterruptedException {
    InetAddress address = wire.remoteAddress().getAddress();
    Optional<String> full = take(address);
    if (full.isPresent()) {
      refuse(wire, Message.ErrorCode.BUSY, full.get());
      return;
    }
    Place place = new Place(wire, to);
    RelayToken token = RelayToken.random(random);
    boolean joined = false;
    try {
      places.add(place);
      waiting.put(token, place);
      wire.send(new Message.RelayWaiting(token));
      WireConnection other = awaitOther(place, token);
      joined = true;
      noLongerWaits(address);
      LOG.debug("relaying between {} and {}", wire.remoteAddress(), other.remoteAddress());
      place.splice(wire, other);
    } catch (TimeoutException e) {
      refuse(wire, Message.ErrorCode.BUSY, "the other node did not join in time");
    } finally {
      waiting.remove(token);
      places.remove(place);
      release(address, joined);
    }
  }

  private WireConnection awaitOther(Place place, RelayToken token)
      throws IOException, InterruptedException, TimeoutException {
    try {
      try {
        return place.joined.get(joinWithin.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        if (waiting.remove(token, place)) {
          throw e;
        }
        // The other node joined at the last moment, and RelayReady is being sent.
        return place.joined.get(FIRST_WORD.toMillis(), TimeUnit.MILLISECONDS);
      }
    } catch (ExecutionException e) {
      throw new IOException("the other node left at once", e);
    }
  }

  private void join(WireConnection wire, RelayToken token)
      throws IOException, InterruptedException {
    Place place = waiting.get(token);
    boolean isMeant = place != null && place.to.equals(wire.remote().node());
    if (place == null || !isMeant || !waiting.remove(token, place)) {
      refuse(wire, Message.ErrorCode.NOT_ALLOWED, "no place is reserved for you under that token");
      return;
    }
    try {
      place.opener.send(new Message.RelayReady());
      wire.send(new Message.RelayReady());
    } catch (IOException e) {
      place.joined.completeExceptionally(e);
      throw e;
    }
    if (place.joined.complete(wire)) {
      place.splice(wire, place.opener);
    }
  }

  private static void refuse(WireConnection wire, Message.ErrorCode code, String sentence) {
    wire.close(new Message.ErrorMessage(code, sentence, 0, Optional.empty()));
  }

  /** Takes a place; returns the reason if there is none. */
  private synchronized Optional<String> take(InetAddress address) {
    if (taken >= MOST_PLACES) {
      return Optional.of("it already relays " + MOST_PLACES + " pairs, its maximum");
    }
    int waitingHere = waitingOf.getOrDefault(address, 0);
    if (waitingHere >= MOST_WAITING_OF_ADDRESS) {
      return Optional.of(
          "too many nodes already wait at the relay from " + address.getHostAddress());
    }
    waitingOf.put(address, waitingHere + 1);
    taken++;
    return Optional.empty();
  }

  private synchronized void noLongerWaits(InetAddress address) {
    waitingOf.computeIfPresent(address, (a, count) -> count == 1 ? null : count - 1);
  }

  private synchronized void release(InetAddress address, boolean joined) {
    taken--;
    if (!joined) {
      noLongerWaits(address);
    }
  }

  private void closeIdle() {
    long now = System.nanoTime();
    untilFirstWord.forEach(
        (wire, until) -> {
          if (until - now < 0) {
            wire.close();
          }
        });
    for (Place place : places) {
      if (now - place.movedNanos > IDLE.toNanos()) {
        place.close();
      }
    }
  }

  /** Closes all pairs and all connections that wait. */
  @Override
  public void close() {
    untilFirstWord.keySet().forEach(WireConnection::close);
    places.forEach(Place::close);
  }
}
