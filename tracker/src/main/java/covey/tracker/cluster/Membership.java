package covey.tracker.cluster;

import covey.protocol.content.ShareId;
import java.time.Duration;
import java.util.List;

/**
 * The members as they are now, and as they were until a moment ago: who owned a share then may know
 * it while those who own it now are still being told. Thread-safe.
 */
final class Membership {
  static final long SETTLING_NANOS = Duration.ofSeconds(5).toNanos();

  // So few members are all asked while records move: whoever knew a share is among them.
  private static final int FEW = 8;

  private final Member self;
  private final int owners;
  private volatile Both both;

  /** Both views, and when the earlier one ended. */
  private record Both(OwnerSelection now, OwnerSelection earlier, long changedNanos) {}

  /** Alone at first; so many {@code owners} each share has. */
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

  /** Members changed so short a time ago that owners may not have been told all. */
  boolean isSettling() {
    return System.nanoTime() - both.changedNanos < SETTLING_NANOS;
  }

  /** Whom to ask for a share, owners first. */
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
