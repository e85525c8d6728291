package covey.node.cli.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Objects;

/** Describes an IOException to the user in one line. */
public final class ErrorText {
  private ErrorText() {}

  /** Returns what failed and why; the JDK's own messages are often just a path. */
  public static String line(IOException e) {
    return switch (e) {
      case NoSuchFileException missing -> missing.getFile() + " does not exist";
      case AccessDeniedException denied ->
          "permission denied: "
              + denied.getFile()
              + "; choose another path or change its permissions";
      case NotDirectoryException file -> file.getFile() + " is not a folder";
      case FileAlreadyExistsException there -> there.getFile() + " already exists";
      case FileSystemException other when other.getReason() == null ->
          "cannot use " + other.getFile();
      default -> Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    };
  }
}
