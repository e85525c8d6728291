package covey.tracker.orders;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.ModeOrder;
import covey.protocol.directory.OrderAnswer;
import covey.protocol.directory.OrderVerb;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.WireLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The newest mode order known to this process, and the followers that reported to it.
 *
 * <p>Every node and tracker has an order book, even if it hosts no directory, so that a node that
 * was away can learn the newest order from any other process. Epochs only grow. Thread-safe; orders
 * are reported in increasing order.
 */
public final class OrderBook {
  /** A node that has not reported for this long is considered away; nodes report every second. */
  public static final Duration AWAY_AFTER = Duration.ofSeconds(10);

  private final InstantSource clock;
  private final Consumer<ModeOrder> taken;
  private final Map<NodeId, Heard> followers = new LinkedHashMap<>();
  private @Nullable ModeOrder newest;

  private record Heard(OrderAnswer.Follower follower, Instant at) {}

  /**
   * Creates an order book that starts from a remembered order.
   *
   * @param taken receives every newer order before anyone else sees it; must return quickly
   */
  public OrderBook(InstantSource clock, Optional<ModeOrder> remembered, Consumer<ModeOrder> taken) {
    this.clock = clock;
    this.taken = taken;
    newest = remembered.orElse(null);
  }

  /** Returns the newest order known. */
  public synchronized Optional<ModeOrder> newest() {
    return Optional.ofNullable(newest);
  }

  /** Adopts an order if it is newer than the known one. */
  public synchronized void take(ModeOrder order) {
    ModeOrder known = newest;
    if (known == null || order.isNewerThan(known)) {
      taken.accept(order);
      newest = order;
      notifyAll();
    }
  }

  /**
   * Waits until the newest order differs from {@code known}, at most {@code atMost}, and returns
   * it.
   */
  public synchronized Optional<ModeOrder> awaitNews(Optional<ModeOrder> known, Duration atMost)
      throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    for (long left = atMost.toNanos(); left > 0; left = end - System.nanoTime()) {
      if (!newest().equals(known)) {
        break;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return newest();
  }

  /** Answers for this process only. */
  public DirectoryAnswer answer(OrderVerb verb) {
    return switch (verb) {
      case OrderVerb.Follow follow -> followed(follow);
      case OrderVerb.TellOrder tell -> {
        tell.known().ifPresent(this::take);
        yield new OrderAnswer.Followed(newest());
      }
      case OrderVerb.OrderMode order -> ordered(order);
      case OrderVerb.ListFollowers _ -> new OrderAnswer.Followers(newest(), followers());
    };
  }

  private synchronized DirectoryAnswer followed(OrderVerb.Follow follow) {
    follow.known().ifPresent(this::take);
    NodeId id = follow.node().id();
    Optional<HostAndPort> listen = follow.node().listen().stream().findFirst();
    followers.remove(id); // re-inserted last, so the first entry is the one silent for longest
    if (followers.size() >= WireLimits.FOLLOWERS) {
      followers.remove(followers.keySet().iterator().next());
    }
    followers.put(
        id,
        new Heard(
            new OrderAnswer.Follower(id, listen, follow.mode(), follow.epoch()), clock.instant()));
    return new OrderAnswer.Followed(newest());
  }

  private synchronized DirectoryAnswer ordered(OrderVerb.OrderMode verb) {
    long epoch = newest == null ? 1 : newest.epoch() + 1;
    if (epoch <= 0) {
      return new DirectoryAnswer.Failed(
          DirectoryAnswer.FailureCode.NOT_ALLOWED, "no epoch is left to order with");
    }
    ModeOrder order = new ModeOrder(verb.mode(), epoch, verb.node(), verb.trackers());
    take(order);
    return new OrderAnswer.Ordered(order);
  }

  private synchronized List<OrderAnswer.Follower> followers() {
    Instant away = clock.instant().minus(AWAY_AFTER);
    followers.values().removeIf(heard -> heard.at.isBefore(away));
    return followers.values().stream().map(Heard::follower).toList();
  }
}
