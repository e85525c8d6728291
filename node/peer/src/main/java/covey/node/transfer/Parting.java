package covey.node.transfer;

import covey.node.swarm.Input;
import java.util.concurrent.TimeUnit;

/**
 * Leaves peers that a new mode no longer allows: nothing new is asked or sent, blocks that were
 * asked for still come and go, then the share is closed on the connection, which stays. Guarded by
 * the session.
 */
final class Parting {
  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Who has not sent by then what was asked for is not waited for. */
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final ShareSession session;
  private final Guard guard;
  private final SwarmShell core;
  private final TransferContext context;

  Parting(ShareSession session, Guard guard, SwarmShell core, TransferContext context) {
    this.session = session;
    this.guard = guard;
    this.core = core;
    this.context = context;
  }

  void begin(ShareLink link) {
    if (link.inSwarm) {
      core.handle(new Input.PeerLeaving(link.peer()));
    }
    goOn(link, System.nanoTime() + LONGEST_NANOS);
  }

  private void goOn(ShareLink link, long endNanos) {
    if (session.link(link.peer()).orElse(null) != link) {
      return; // the peer has left by itself
    }
    if (link.isAllowed()) {
      session.tellCore(link); // the mode was switched back
    } else if (!link.inSwarm || core.isIdle(link.peer()) || System.nanoTime() - endNanos > 0) {
      session.leave(link);
    } else {
      context.after(LOOK_AGAIN_NANOS, () -> guard.run(() -> goOn(link, endNanos)));
    }
  }
}
