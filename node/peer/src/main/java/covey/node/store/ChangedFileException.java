package covey.node.store;

import java.io.IOException;
import java.nio.file.Path;

/** A shared file is no longer what was hashed; its pieces are no longer had. */
public final class ChangedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int file;

  ChangedFileException(int file, Path path) {
    super(path + " changed since it was hashed; it is no longer shared: share it again");
    this.file = file;
  }

  /** The file's index among the share's files. */
  public int file() {
    return file;
  }
}
