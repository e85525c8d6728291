package covey.node.runtime;

/**
 * Something the user asked for cannot be done; the message says what, why, and what to do, in one
 * line.
 */
public final class NodeProblem extends Exception {
  private static final long serialVersionUID = 1L;

  private final Kind kind;

  /** With a sentence for people. */
  public NodeProblem(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What sort of problem: decides exit code and HTTP status. */
  public Kind kind() {
    return kind;
  }

  /** Sorts of problems, with the exit code of the command line and the HTTP status. */
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

    /** Exit code, as cli.md has it. */
    public int exitCode() {
      return exitCode;
    }

    /** HTTP status. */
    public int httpStatus() {
      return httpStatus;
    }
  }
}
