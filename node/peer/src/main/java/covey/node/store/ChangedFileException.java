package covey.node.store;

import java.io.IOException;
import java.nio.file.Path;

/** A shared file has changed since it was hashed; the store no longer has its pieces. */
public final class ChangedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int file;

  ChangedFileException(int file, Path path) {
    super(path + " changed since it was hashed; it is no longer shared: share it again");
    this.file = file;
  }

  /** Returns the file's index in the share. */
  public int file() {
    return file;
  }
}
