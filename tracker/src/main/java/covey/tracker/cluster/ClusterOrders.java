package covey.tracker.cluster;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.ModeOrder;
import covey.protocol.directory.OrderAnswer;
import covey.protocol.directory.OrderVerb;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.WireLimits;
import covey.tracker.registry.DirectoryHost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Distributes mode orders among members. Sends a new order to all members at once. Each member also
 * compares its newest order with that of a random other member every second, so that a member that
 * missed an order, or was on the other side of a partition, learns it within seconds (anti-entropy;
 * Demers et al. 1987). Thread-safe.
 */
final class ClusterOrders implements AutoCloseable {
  private static final long COMPARE_MILLIS = 1_000;

  private final Membership view;
  private final MemberQueries questions;
  private final DirectoryHost local;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Creates an instance; {@code local} holds the orders known to this process. */
  ClusterOrders(Membership view, MemberQueries questions, DirectoryHost local) {
    this.view = view;
    this.questions = questions;
    this.local = local;
  }

  void start() {
    Thread.ofVirtual().name("cluster-orders").start(this::run);
  }

  /** Answers on behalf of all members. */
  DirectoryAnswer answer(OrderVerb verb) {
    return switch (verb) {
      case OrderVerb.Follow _, OrderVerb.TellOrder _ -> local.ask(verb);
      case OrderVerb.OrderMode order -> order(order);
      case OrderVerb.ListFollowers _ -> {
        List<DirectoryAnswer> answers = new ArrayList<>(questions.askOthers(verb));
        answers.add(local.ask(verb));
        yield followers(answers);
      }
    };
  }

  private DirectoryAnswer order(OrderVerb.OrderMode verb) {
    questions.askOthers(new OrderVerb.TellOrder(Optional.empty())).forEach(this::heard);
    DirectoryAnswer ordered = local.ask(verb);
    if (ordered instanceof OrderAnswer.Ordered(ModeOrder order)) {
      questions.askOthers(new OrderVerb.TellOrder(Optional.of(order)));
    }
    return ordered;
  }

  private static DirectoryAnswer followers(List<DirectoryAnswer> answers) {
    @Nullable ModeOrder newest = null;
    Map<NodeId, OrderAnswer.Follower> followers = new LinkedHashMap<>();
    for (DirectoryAnswer answer : answers) {
      if (answer instanceof OrderAnswer.Followers(Optional<ModeOrder> order, var some)) {
        if (order.isPresent() && (newest == null || order.get().isNewerThan(newest))) {
          newest = order.get();
        }
        // A node may have moved between members in the meantime.
        some.forEach(one -> followers.merge(one.node(), one, ClusterOrders::further));
      }
    }
    return new OrderAnswer.Followers(
        Optional.ofNullable(newest),
        followers.values().stream().limit(WireLimits.FOLLOWERS).toList());
  }

  private static OrderAnswer.Follower further(OrderAnswer.Follower a, OrderAnswer.Follower b) {
    return b.epoch() > a.epoch() ? b : a;
  }

  private void run() {
    try {
      while (!closed.await(COMPARE_MILLIS, TimeUnit.MILLISECONDS)) {
        compare();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void compare() {
    List<Member> members = view.now().members();
    Member other = members.get(ThreadLocalRandom.current().nextInt(members.size()));
    Optional<ModeOrder> known =
        local.ask(new OrderVerb.TellOrder(Optional.empty()))
                instanceof OrderAnswer.Followed(Optional<ModeOrder> order)
            ? order
            : Optional.empty();
    if (!other.equals(view.self())) {
      questions.await(other, new OrderVerb.TellOrder(known)).ifPresent(this::heard);
    }
  }

  private void heard(DirectoryAnswer answer) {
    if (answer instanceof OrderAnswer.Followed(Optional<ModeOrder> order) && order.isPresent()) {
      local.ask(new OrderVerb.TellOrder(order));
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
