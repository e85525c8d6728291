package covey.node.runtime;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.JsonAdapter;
import covey.node.runtime.FlatJson.Flat;
import covey.protocol.content.Link;
import covey.protocol.content.ShareId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a node remembers of a share besides its bytes: the file `share.json` in the share's state
 * folder.
 *
 * @param link as the user gave it, or the share's own
 * @param paused whether the user paused it
 */
@JsonAdapter(FlatJson.class)
record ShareFile(
    String id,
    String link,
    String name,
    @Flat Place place,
    @Flat Selection selection,
    boolean paused,
    @Flat Added added) {
  private static final String FILE = "share.json";
  private static final Gson GSON = new Gson();

  /**
   * Where it is.
   *
   * @param dir the folder that a download goes under; null for a share that was imported
   * @param path where an imported share is; null for a download
   */
  record Place(@Nullable String dir, @Nullable String path) {}

  /**
   * What a download fetches.
   *
   * @param select globs of wanted paths; empty: all
   * @param sequential in the order of the files rather than rarest first
   */
  record Selection(List<String> select, boolean sequential) {}

  /**
   * How it came here.
   *
   * @param deposited the origin keeps it on another node's behalf
   */
  record Added(boolean deposited, long addedAtMillis) {}

  /** Of a share that was imported from {@code path}. */
  static ShareFile imported(ShareId id, String name, Path path) {
    return new ShareFile(
        id.toString(),
        new Link(id, Optional.of(name), List.of(), List.of()).toString(),
        name,
        new Place(null, path.toAbsolutePath().toString()),
        new Selection(List.of(), false),
        false,
        new Added(false, System.currentTimeMillis()));
  }

  /** Of a download. */
  static ShareFile wished(Shares.Wish wish, Path dir) {
    return new ShareFile(
        wish.link().id().toString(),
        wish.link().toString(),
        wish.link().name().orElse(""),
        new Place(dir.toString(), null),
        new Selection(wish.select(), wish.sequential()),
        false,
        new Added(wish.deposited(), System.currentTimeMillis()));
  }

  ShareFile withPaused(boolean on) {
    return new ShareFile(id, link, name, place, selection, on, added);
  }

  ShareFile withSelection(Selection other) {
    return new ShareFile(id, link, name, place, other, paused, added);
  }

  ShareFile withName(String newName) {
    return new ShareFile(id, link, newName, place, selection, paused, added);
  }

  /** Reads the file in a share's state folder; null if there is none, or it is damaged. */
  static @Nullable ShareFile read(Path shareState) throws IOException {
    Path file = shareState.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return null;
    }
    try {
      ShareFile read = GSON.fromJson(Files.readString(file), ShareFile.class);
      return read == null || read.id() == null || read.selection().select() == null ? null : read;
    } catch (JsonParseException e) {
      return null;
    }
  }

  /** Writes the file: a new one beside it, synced, then renamed. */
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
