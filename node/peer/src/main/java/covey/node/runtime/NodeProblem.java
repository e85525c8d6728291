package covey.node.runtime;

/**
 * Thrown when something that a user asked for cannot be done; the message says what, why, and what
 * to do, in one line.
 */
public final class NodeProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** With a one-line message for users. */
  public NodeProblem(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** Returns a problem of kind FAILED with the message of an exception. */
  public static NodeProblem failed(Exception e) {
    return new NodeProblem(Kind.FAILED, String.valueOf(e.getMessage()));
  }

  /** Returns the kind of problem, which decides the exit code and the HTTP status. */
  public Kind kind() {
    return kind;
  }

  /** Kinds of problems, with the command line's exit code and the HTTP status. */
  public enum Kind {
    FAILED(1, 500),
    INVALID(2, 400),
    NOT_FOUND(3, 404),
    REFUSED(4, 403),
    DAMAGED(5, 500),
    TIMED_OUT(6, 504),
    CONFLICT(1, 409);

    private final int exitCode;
    private final int httpStatus;

    Kind(int exitCode, int httpStatus) {
      this.exitCode = exitCode;
      this.httpStatus = httpStatus;
    }

    /** Returns the exit code; docs/cli.md lists them. */
    public int exitCode() {
      return exitCode;
    }

    /** Returns the HTTP status; docs/http-api.md lists them. */
    public int httpStatus() {
      return httpStatus;
    }
  }
}
