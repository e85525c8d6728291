package covey.protocol.wire;

import java.io.IOException;

/**
 * The handshake failed although both sides could communicate; the message is a human-readable
 * sentence.
 */
public final class HandshakeException extends IOException {
  private static final long serialVersionUID = 1L;

  private final Problem problem;

  /** Why there is no connection. */
  public enum Problem {
    /** The other side is this node itself. */
    SELF,
    /** The other side belongs to another network. */
    NETWORK,
    /** The sides have no protocol version in common. */
    VERSION,
    /** The other side has no capacity now, but may have later. */
    BUSY,
    /** The other side sent another error. */
    REFUSED
  }

  HandshakeException(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  /** The reason, which decides whether to dial the address again. */
  public Problem problem() {
    return problem;
  }
}
