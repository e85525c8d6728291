package covey.node.transfer;

import covey.node.swarm.Input;
import java.util.concurrent.TimeUnit;

/**
 * Drains peers that a new mode no longer allows: requests nothing new from them and sends them
 * nothing new, lets requested blocks arrive and leave, then closes the share on the connection,
 * which stays open. Guarded by the session's lock.
 */
final class PeerDrain {
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** After this time a peer is left even if blocks are outstanding. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final SessionPeers peers;
  private final SessionLock guard;
  private final SwarmShell core;
  private final TransferContext context;

  PeerDrain(SessionPeers peers, SessionLock guard, SwarmShell core, TransferContext context) {
    this.peers = peers;
    this.guard = guard;
    this.core = core;
    this.context = context;
  }

  void begin(ShareLink link) {
    if (link.inSwarm) {
      core.handle(new Input.PeerLeaving(link.peer()));
    }
    proceed(link, System.nanoTime() + LONGEST_NANOS);
  }

  private void proceed(ShareLink link, long endNanos) {
    if (peers.find(link.peer()).orElse(null) != link) {
      return; // the peer has left meanwhile
    }
    if (link.isAllowed()) {
      peers.tellCore(link); // the mode was switched back
    } else if (!link.inSwarm || core.isIdle(link.peer()) || System.nanoTime() - endNanos > 0) {
      peers.leave(link);
    } else {
      context.after(LOOK_AGAIN_NANOS, () -> guard.run(() -> proceed(link, endNanos)));
    }
  }
}
