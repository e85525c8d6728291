package covey.tracker.cluster;

import covey.protocol.content.ShareId;
import java.time.Duration;
import java.util.List;

/**
 * The current members, and those until a moment ago: former owners may know a share while the
 * current owners are still being informed. Thread-safe.
 */
final class Membership {
  static final long SETTLING_NANOS = Duration.ofSeconds(5).toNanos();

  // With at most this many members, all are asked while records move, so that a member that knows
  // the share is among them.
  private static final int FEW = 8;

  private final Member self;
  private final int owners;
  private volatile Both both;

  /** The current and the previous view, and the time of the change. */
  private record Both(OwnerSelection now, OwnerSelection earlier, long changedNanos) {}

  /** Starts with this member alone; each share has {@code owners} owners. */
  Membership(Member self, int owners) {
    this.self = self;
    this.owners = owners;
    OwnerSelection alone = new OwnerSelection(List.of(self), owners);
    both = new Both(alone, alone, System.nanoTime() - SETTLING_NANOS);
  }

  Member self() {
    return self;
  }

  OwnerSelection now() {
    return both.now;
  }

  synchronized void change(List<Member> members) {
    both = new Both(new OwnerSelection(members, owners), both.now, System.nanoTime());
  }

  /** Reports whether members changed so recently that owners may lack some records. */
  boolean isSettling() {
    return System.nanoTime() - both.changedNanos < SETTLING_NANOS;
  }

  /** Returns the members to ask for a share, owners first. */
  List<Member> candidates(ShareId share) {
    Both current = both;
    if (!isSettling()) {
      return current.now.owners(share);
    }
    List<Member> members = current.now.members();
    OwnerSelection earlier =
        members.size() <= FEW ? new OwnerSelection(members, FEW) : current.earlier;
    return current.now.owners(share, earlier);
  }
}
