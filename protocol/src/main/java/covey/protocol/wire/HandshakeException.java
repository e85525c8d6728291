package covey.protocol.wire;

import java.io.IOException;

/** Two sides that could talk do not want to; the message is a sentence for people. */
public final class HandshakeException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Problem problem;

  /** Why there is no connection. */
  public enum Problem {
    /** The other side is this node itself. */
    SELF,
    /** The other side belongs to another network. */
    NETWORK,
    /** No version of the protocol is common. */
    VERSION,
    /** The other side has no room now; later it may. */
    BUSY,
    /** The other side said another error. */
    REFUSED
  }

  HandshakeException(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  /** What to decide by whether to dial the address again. */
  public Problem problem() {
    return problem;
  }
}
