package covey.node.rendezvous;

import covey.node.transfer.Connections;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.RendezvousAnswer;
import covey.protocol.directory.RendezvousVerb;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The directory host's part in meetings: passes introductions on to the nodes connected to it, or
 * to itself, and lists relays. Thread-safe.
 */
final class RendezvousHandler {
  /** Most relays that one process lists. */
  static final int MOST_OFFERS = 64;

  static final Duration OFFER_LIFETIME = Duration.ofSeconds(30);
  private static final Duration WINDOW = Duration.ofSeconds(10);
  private static final int MOST_OF_NODE = 64;
  private static final int MOST_INTRODUCTIONS = 4_096;

  private final NodeId self;
  private final Connections connections;
  private final ReverseDials dialBacks;
  private final LongSupplier nanoTime;
  private final WindowLimiter<NodeId> introductions;
  private final Map<NodeId, Offer> offers = new LinkedHashMap<>();

  private record Offer(NodeRecord node, long untilNanos) {}

  RendezvousHandler(
      NodeId self, Connections connections, ReverseDials dialBacks, LongSupplier nanoTime) {
    this.self = self;
    this.connections = connections;
    this.dialBacks = dialBacks;
    this.nanoTime = nanoTime;
    introductions =
        new WindowLimiter<>(MOST_OF_NODE, MOST_INTRODUCTIONS, WINDOW, nanoTime.getAsLong());
  }

  DirectoryAnswer introduce(RendezvousVerb.Introduce verb) {
    if (!introductions.take(verb.from().id(), nanoTime.getAsLong())) {
      return new DirectoryAnswer.Failed(
          DirectoryAnswer.FailureCode.BUSY, "too many introductions within 10 s");
    }
    var wish = new Message.DialBack(verb.from(), verb.share(), verb.relay());
    if (verb.to().equals(self)) {
      dialBacks.accept(wish);
      return new RendezvousAnswer.Introduced(true);
    }
    return new RendezvousAnswer.Introduced(connections.tellAsker(verb.to(), wish));
  }

  synchronized DirectoryAnswer offer(NodeRecord node) {
    long now = nanoTime.getAsLong();
    offers.values().removeIf(offer -> offer.untilNanos - now < 0);
    if (node.listen().isEmpty()) {
      return new DirectoryAnswer.Failed(
          DirectoryAnswer.FailureCode.NOT_ALLOWED, "a node that cannot be dialled cannot relay");
    }
    if (!offers.containsKey(node.id()) && offers.size() >= MOST_OFFERS) {
      return new DirectoryAnswer.Failed(
          DirectoryAnswer.FailureCode.BUSY, MOST_OFFERS + " nodes already relay");
    }
    offers.put(node.id(), new Offer(node, now + OFFER_LIFETIME.toNanos()));
    return new RendezvousAnswer.Offered();
  }

  synchronized DirectoryAnswer relays() {
    long now = nanoTime.getAsLong();
    List<NodeRecord> found = new ArrayList<>();
    for (Offer offer : offers.values()) {
      if (offer.untilNanos - now >= 0) {
        found.add(offer.node);
      }
    }
    Collections.shuffle(found);
    return new RendezvousAnswer.Relays(
        found.subList(0, Math.min(found.size(), RendezvousAnswer.Relays.MOST_RELAYS)));
  }
}
