package covey.node.runtime;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node remembers of a share besides its bytes: the file `share.json` in the share's state
 * folder.
 *
 * @param link as the user gave it, or the share's own
 * @param dir the folder that a download goes under; null for a share that was imported
 * @param path where an imported share lies; null for a download
 * @param select globs of wanted paths; empty: all
 * @param deposited kept here as the origin on another node's behalf
 */
record ShareFile(
    String id,
    String link,
    String name,
    @Nullable String dir,
    @Nullable String path,
    List<String> select,
    boolean sequential,
    boolean paused,
    boolean deposited,
    long addedAtMillis) {
  private static final String FILE = "share.json";
  private static final Gson GSON = new Gson();

  ShareFile withPaused(boolean on) {
    return new ShareFile(
        id, link, name, dir, path, select, sequential, on, deposited, addedAtMillis);
  }

  ShareFile withName(String newName) {
    return new ShareFile(
        id, link, newName, dir, path, select, sequential, paused, deposited, addedAtMillis);
  }

  /** Reads a folder's; null if there is none, or a broken one. */
  static @Nullable ShareFile read(Path shareState) throws IOException {
    Path file = shareState.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      ShareFile read = GSON.fromJson(Files.readString(file), ShareFile.class);
      return read == null || read.id() == null || read.select() == null ? null : read;
    } catch (JsonParseException e) {
      return null;
    }
  }

  /** Writes beside, syncs, renames. */
  void write(Path shareState) throws IOException {
    Files.createDirectories(shareState);
    Path beside = shareState.resolve(FILE + ".new");
    try (FileChannel out =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      out.write(java.nio.ByteBuffer.wrap(GSON.toJson(this).getBytes(StandardCharsets.UTF_8)));
      out.force(true);
    }
    Files.move(
        beside,
        shareState.resolve(FILE),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
