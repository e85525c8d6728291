package covey.protocol.directory;

/** The directory could not be reached, or refused; the message is a sentence for people. */
public final class DirectoryException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a sentence for people. */
  public DirectoryException(String message) {
    super(message);
  }

  /** With a sentence for people and what caused it. */
  public DirectoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
