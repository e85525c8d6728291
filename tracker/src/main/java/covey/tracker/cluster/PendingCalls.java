package covey.tracker.cluster;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.wire.DirectoryCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jgroups.Address;

/**
 * Requests to other members that await an answer. Each has an id and a time limit, and fails at
 * once when the member leaves the view. Remembers slow members, so that others are asked first.
 * Thread-safe.
 */
final class PendingCalls {
  // The largest number of senders blocked on one member; a frozen member blocks every writer.
  private static final int MOST_SENDING = 64;
  private static final long SLOW_NANOS = Duration.ofSeconds(5).toNanos();
  private static final int TIMEOUTS_BEFORE_CLOSING = 3;
  // A short pause must not close the link.
  private static final long SILENCE_BEFORE_CLOSING_NANOS = Duration.ofSeconds(3).toNanos();

  private final MemberChannel channel;
  private final AtomicLong lastId = new AtomicLong();
  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
  private final Map<Member, Health> healths = new ConcurrentHashMap<>();

  PendingCalls(MemberChannel channel) {
    this.channel = channel;
  }

  /** Asks a member. The future fails with IOException or TimeoutException if no answer comes. */
  CompletableFuture<DirectoryAnswer> ask(Member member, DirectoryVerb verb, Duration atMost) {
    long id = lastId.incrementAndGet();
    CompletableFuture<DirectoryAnswer> answer = new CompletableFuture<>();
    Health health = healths.computeIfAbsent(member, m -> new Health());
    pending.put(id, new Pending(member, answer));
    CompletableFuture<DirectoryAnswer> done =
        answer
            .orTimeout(atMost.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((result, failure) -> finished(id, member, health, failure));
    if (health.sending.incrementAndGet() > MOST_SENDING) {
      health.sending.decrementAndGet();
      answer.completeExceptionally(new IOException(member + " takes no more requests"));
      return done;
    }
    byte[] request = DirectoryCodec.encodeRequest(id, verb);
    Thread.startVirtualThread(() -> send(member, health, request, answer));
    return done;
  }

  /** Delivers an answer; ignores it if its sender was not asked. */
  void answered(Address from, long id, DirectoryAnswer answer) {
    Pending asked = pending.get(id);
    if (asked != null && asked.member.address().equals(from)) {
      asked.answer.complete(answer);
    }
  }

  /** Fails the requests to members that left. */
  void retain(OwnerSelection placement) {
    healths.keySet().removeIf(member -> !placement.contains(member));
    for (Pending asked : pending.values()) {
      if (!placement.contains(asked.member)) {
        asked.answer.completeExceptionally(new IOException(asked.member + " left"));
      }
    }
  }

  /** Returns the same members, ordering those that recently timed out last. */
  List<Member> slowLast(List<Member> members) {
    List<Member> ordered = new ArrayList<>(members);
    ordered.sort((a, b) -> Boolean.compare(isSlow(a), isSlow(b)));
    return ordered;
  }

  /** Returns the number of members that are not known to be slow. */
  int quick(List<Member> members) {
    return (int) members.stream().filter(member -> !isSlow(member)).count();
  }

  private boolean isSlow(Member member) {
    Health health = healths.get(member);
    return health != null
        && health.timeouts.get() > 0
        && System.nanoTime() - health.slowUntilNanos < 0;
  }

  private void send(
      Member member, Health health, byte[] request, CompletableFuture<DirectoryAnswer> answer) {
    try {
      channel.send(member.address(), request);
      channel.overhead().asked();
    } catch (IOException e) {
      answer.completeExceptionally(e);
    } finally {
      health.sending.decrementAndGet();
    }
  }

  private void finished(long id, Member member, Health health, Throwable failure) {
    pending.remove(id);
    long now = System.nanoTime();
    if (failure == null) {
      health.timeouts.set(0);
      health.heardNanos = now;
    } else if (failure instanceof TimeoutException) {
      health.slowUntilNanos = now + SLOW_NANOS;
      if (health.timeouts.incrementAndGet() >= TIMEOUTS_BEFORE_CLOSING
          && now - health.heardNanos > SILENCE_BEFORE_CLOSING_NANOS) {
        health.heardNanos = now;
        Thread.startVirtualThread(() -> channel.closeLink(member));
      }
    }
  }

  private record Pending(Member member, CompletableFuture<DirectoryAnswer> answer) {}

  private static final class Health {
    final AtomicInteger sending = new AtomicInteger();
    final AtomicInteger timeouts = new AtomicInteger();
    volatile long slowUntilNanos;
    volatile long heardNanos = System.nanoTime();
  }
}
