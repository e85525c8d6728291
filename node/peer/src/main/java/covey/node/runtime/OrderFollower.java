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
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Obeys the deployment's orders: tells whoever hosts the directory how far this node has followed,
 * and hears of newer orders by the answer, which comes as soon as there is one. While no host
 * answers, or no other member is there, it asks nodes that it knows: the deployment may have moved
 * on without it.
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
  private volatile boolean closed;
  private Optional<ModeOrder> refused = Optional.empty(); // guarded by this

  /**
   * Those who may know more than the directory does.
   *
   * @param alone whether the directory is the members' and this node the only one
   * @param nodes nodes that are or were known
   * @param dial asks a node as one asks a tracker
   */
  record Surroundings(
      Supplier<Boolean> alone,
      Supplier<List<HostAndPort>> nodes,
      Function<HostAndPort, Directory> dial) {}

  /**
   * Follows from now on, once {@link #start} is called.
   *
   * @param followed the order because of which the node works as it does at the start, if any
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

  /** The epoch of the order that this node last obeyed; 0 if none. */
  long followedEpoch() {
    return followed.map(ModeOrder::epoch).orElse(0L);
  }

  /** Whether the mode in force was ordered, rather than chosen on this node. */
  boolean isOrdered() {
    return ordered;
  }

  /** The user of this node chose its mode; the next order overrides that. */
  void choose(Mode mode) throws NodeProblem {
    modes.to(mode);
    ordered = false;
  }

  /** Does what was ordered last, unless that is done. */
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
    while (!closed) {
      answered = tell(modes.directory());
      obeyOrSay();
      pause(PAUSE);
    }
  }

  /** Says how far this node has followed, and takes over a newer order; false if none answers. */
  private boolean tell(Directory host) {
    try {
      host.follow(
              new OrderVerb.Follow(
                  modes.self(), modes.mode().word(), followedEpoch(), orders.newest()))
          .order()
          .ifPresent(orders::take);
      return true;
    } catch (DirectoryException e) {
      LOG.debug("does not hear of orders: {}", e.getMessage());
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
        LOG.warn("an order is not obeyed: {}", e.getMessage());
        refused = newest;
      }
    }
  }

  private void askAround() {
    while (!closed) {
      pause(PAUSE_ALONE);
      if (!closed && (!answered || around.alone().get())) {
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

  private void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
