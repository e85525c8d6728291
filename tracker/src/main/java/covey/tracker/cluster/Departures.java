package covey.tracker.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Members that left the view but may still be alive: on a busy machine or in a partition, a view
 * loses members that come back later. Each keeps its seat until its port refuses connections or
 * {@link #HOLD} has passed. Thread-safe.
 */
final class Departures {
  /** Long enough for a view that fell apart on a busy machine to merge again. */
  static final Duration HOLD = Duration.ofSeconds(30);

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

  private final Predicate<Member> isClosed;
  private final Map<Member, Long> leftNanos = new ConcurrentHashMap<>();
  private volatile boolean ended;

  /** Creates an empty set; {@code isClosed} reports whether a member's port refuses connections. */
  Departures(Predicate<Member> isClosed) {
    this.isClosed = isClosed;
  }

  /** Records a view change. */
  void changed(OwnerSelection before, OwnerSelection now) {
    for (Member member : before.members()) {
      if (!now.contains(member) && leftNanos.put(member, System.nanoTime()) == null) {
        Thread.ofVirtual().name("member-departure").start(() -> watch(member));
      }
    }
    now.members().forEach(leftNanos::remove);
  }

  /** Returns the number of nodes outside the view that may still be members. */
  int count(OwnerSelection now) {
    List<Member> members = now.members();
    return (int)
        leftNanos.keySet().stream()
            .map(Member::node)
            .distinct()
            .filter(node -> members.stream().noneMatch(member -> member.node().equals(node)))
            .count();
  }

  /** Stops watching. */
  void end() {
    ended = true;
  }

  private void watch(Member member) {
    Long since = leftNanos.get(member);
    while (since != null && !ended) {
      if (System.nanoTime() - since > HOLD.toNanos() || isClosed.test(member)) {
        leftNanos.remove(member, since);
      } else {
        LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      }
      since = leftNanos.get(member);
    }
  }
}
