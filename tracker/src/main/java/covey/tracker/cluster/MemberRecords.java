package covey.tracker.cluster;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.tracker.registry.Registry;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The addresses where members accept connections and, among trackers, the origin. Trackers ask each
 * other for the origin periodically. Thread-safe.
 *
 * <p>The origin's own tracker is authoritative. The others remember the origin while that tracker
 * is down, so that nodes wait for the origin instead of doing without it.
 */
final class MemberRecords implements AutoCloseable {
  private static final long LOOK_MILLIS = 5_000;
  private static final long RETRY_MILLIS = 500;
  private static final int MOST_HOSTS = 20;

  private final ClusterKind kind;
  private final Membership view;
  private final MemberQueries questions;
  private final Registry registry;
  private final List<HostAndPort> here;
  private final Semaphore wakeups = new Semaphore(0);
  private volatile boolean closed;

  MemberRecords(
      ClusterSettings settings, Membership view, MemberQueries questions, Registry registry) {
    this.kind = settings.role().kind();
    this.here = settings.role().here();
    this.view = view;
    this.questions = questions;
    this.registry = registry;
  }

  /** Starts asking for the origin, if this is a tracker; only trackers have an origin. */
  void start() {
    if (kind != ClusterKind.TRACKERS) {
      return;
    }
    Thread.ofVirtual().name("cluster-fellows").start(this::run);
  }

  /** Asks again now, because the members changed. */
  void wake() {
    wakeups.release();
  }

  /** Returns where this member and the others accept connections; at most 20 addresses. */
  List<HostAndPort> hosts() {
    Set<HostAndPort> hosts = new LinkedHashSet<>(here);
    for (Member member : view.now().members()) {
      member.here().ifPresent(hosts::add);
    }
    return hosts.stream().limit(MOST_HOSTS).toList();
  }

  @Override
  public void close() {
    closed = true;
    wake();
  }

  private void run() {
    boolean all = true;
    try {
      while (!closed) {
        if (wakeups.tryAcquire(all ? LOOK_MILLIS : RETRY_MILLIS, TimeUnit.MILLISECONDS)) {
          wakeups.drainPermits();
        }
        all = look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks every other member; returns true if all answered. */
  private boolean look() {
    List<Member> members = view.now().members();
    boolean all = true;
    for (Member member : members) {
      if (!member.equals(view.self())) {
        all &= ask(member);
      }
    }
    return all;
  }

  private boolean ask(Member member) {
    Optional<DirectoryAnswer> answer = questions.await(member, new DirectoryVerb.Describe());
    if (answer.isPresent() && answer.get() instanceof DirectoryAnswer.Described described) {
      described
          .origin()
          .filter(origin -> origin.id().equals(member.node()) || registry.origin().isEmpty())
          .filter(origin -> !isOriginHere())
          .ifPresent(registry::origin);
      return true;
    }
    return false;
  }

  private boolean isOriginHere() {
    return registry.origin().filter(own -> own.id().equals(view.self().node())).isPresent();
  }
}
