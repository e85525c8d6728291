package covey.node.store;

import java.io.IOException;
import java.nio.file.Path;

/** A shared file has changed since it was hashed; the store no longer has its pieces. */
public final class ChangedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  ChangedFileException(Path path) {
    super(path + " changed since it was hashed; it is no longer shared: share it again");
  }
}
