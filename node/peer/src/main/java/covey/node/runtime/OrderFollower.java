package covey.node.runtime;

import com.google.common.net.HostAndPort;
import covey.node.modes.Mode;
import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.ModeOrder;
import covey.protocol.directory.OrderVerb;
import covey.tracker.orders.OrderBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the deployment's mode orders: tells the directory's host how far this node has followed;
 * the answer comes as soon as there is a newer order. While no host answers, or there is no other
 * member, it asks nodes that it knows, as the deployment may have moved on without it.
 */
final class OrderFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OrderFollower.class);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Duration PAUSE_ALONE = Duration.ofSeconds(3);
  private static final int MOST_ASKED = 4;

  private final OrderBook orders;
  private final ModeSwitch modes;
  private final Surroundings around;
  private volatile Optional<ModeOrder> followed;
  private volatile boolean ordered;
  private volatile boolean answered = true;
  private final CountDownLatch closed = new CountDownLatch(1);
  private Optional<ModeOrder> refused = Optional.empty(); // guarded by this

  /**
   * Nodes that may know more than the directory does.
   *
   * @param alone whether the directory is the members' and this node is the only member
   * @param nodes nodes that are or were known
   * @param dial connects to a node as to a tracker
   */
  record Surroundings(
      Supplier<Boolean> alone,
      Supplier<List<HostAndPort>> nodes,
      Function<HostAndPort, Directory> dial) {}

  /**
   * Follows once {@link #start} is called.
   *
   * @param followed the order that the node's first mode comes from, if any
   */
  OrderFollower(
      OrderBook orders, ModeSwitch modes, Surroundings around, Optional<ModeOrder> followed) {
    this.orders = orders;
    this.modes = modes;
    this.around = around;
    this.followed = followed;
    ordered = followed.isPresent();
  }

  void start() {
    Thread.ofVirtual().name("covey-follow").start(this::follow);
    Thread.ofVirtual().name("covey-ask-around").start(this::askAround);
  }

  /** Returns the epoch of the order that this node last obeyed; 0 if none. */
  long followedEpoch() {
    return followed.map(ModeOrder::epoch).orElse(0L);
  }

  /** Returns whether the mode in force was ordered rather than chosen on this node. */
  boolean isOrdered() {
    return ordered;
  }

  /** Switches to the mode that this node's user chose; the next order overrides it. */
  void choose(Mode mode) throws NodeProblem {
    modes.to(mode);
    ordered = false;
  }

  /** Obeys the newest order, unless that is done already. */
  synchronized void obey() throws NodeProblem {
    Optional<ModeOrder> newest = orders.newest();
    if (newest.isEmpty() || followed.filter(done -> !newest.get().isNewerThan(done)).isPresent()) {
      return;
    }
    ModeOrder order = newest.get();
    Mode mode =
        Mode.of(order.mode())
            .orElseThrow(
                () ->
                    new NodeProblem(
                        NodeProblem.Kind.INVALID,
                        "mode " + order.mode() + " is not known to this version"));
    modes.learnTrackers(order.trackers());
    modes.to(mode);
    ordered = true;
    followed = newest;
    modes.lingering().forEach(former -> Thread.startVirtualThread(() -> tell(former)));
  }

  private void follow() {
    while (!isClosed()) {
      answered = tell(modes.directory());
      obeyOrSay();
      pause(PAUSE);
    }
  }

  /** Tells a host how far this node has followed and takes a newer order; false if it fails. */
  private boolean tell(Directory host) {
    try {
      host.follow(
              new OrderVerb.Follow(
                  modes.self(), modes.mode().word(), followedEpoch(), orders.newest()))
          .order()
          .ifPresent(orders::take);
      return true;
    } catch (DirectoryException e) {
      LOG.debug("cannot hear of orders: {}", e.getMessage());
      pause(Duration.ofMillis(500 + ThreadLocalRandom.current().nextInt(500)));
      return false;
    }
  }

  private synchronized void obeyOrSay() {
    try {
      obey();
    } catch (NodeProblem e) {
      Optional<ModeOrder> newest = orders.newest();
      if (!refused.equals(newest)) {
        LOG.warn("cannot obey an order: {}", e.getMessage());
        refused = newest;
      }
    }
  }

  private void askAround() {
    while (!isClosed()) {
      pause(PAUSE_ALONE);
      if (!isClosed() && (!answered || around.alone().get())) {
        List<HostAndPort> nodes = new ArrayList<>(around.nodes().get());
        Collections.shuffle(nodes);
        nodes.stream().limit(MOST_ASKED).forEach(this::ask);
        obeyOrSay();
      }
    }
  }

  private void ask(HostAndPort node) {
    try (Directory asked = around.dial().apply(node)) {
      asked.tellOrder(orders.newest()).order().ifPresent(orders::take);
    } catch (DirectoryException e) {
      LOG.debug("{}", e.getMessage());
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Returns after {@code time}, or as soon as this is closed. */
  private void pause(Duration time) {
    try {
      var _ = closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      close();
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
