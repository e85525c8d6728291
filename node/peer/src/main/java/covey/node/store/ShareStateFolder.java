package covey.node.store;

import covey.protocol.wire.ShareInfoCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The state of one share between runs: {@code place}, {@code info}, {@code layers}, {@code
 * progress} and the journals {@code pieces.*}. {@code info} is written last; without it there is no
 * share.
 */
record ShareStateFolder(Path folder) {
  /**
   * Where the share is.
   *
   * @param imported whether it was imported from there, so it is never written to or deleted
   */
  record Place(boolean imported, EntryPaths placement) {}

  /** Creates the folder, and removes what an earlier share left in it. */
  void clear() throws IOException {
    Files.createDirectories(folder);
    Files.deleteIfExists(info());
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (Files.isRegularFile(file)) {
          Files.delete(file);
        }
      }
    }
  }

  Path layers() {
    return folder.resolve("layers");
  }

  Path progress() {
    return folder.resolve("progress");
  }

  private Path info() {
    return folder.resolve("info");
  }

  private Path place() {
    return folder.resolve("place");
  }

  void writeInfo(byte[] infoBytes) throws IOException {
    CheckedFile.write(info(), infoBytes);
  }

  void writePlace(Place place) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeBoolean(place.imported());
    out.writeUTF(place.placement().root().toString());
    out.writeInt(place.placement().realNames().size());
    for (Map.Entry<String, String> e : new TreeMap<>(place.placement().realNames()).entrySet()) {
      out.writeUTF(e.getKey());
      out.writeUTF(e.getValue());
    }
    CheckedFile.write(place(), bytes.toByteArray());
  }

  /** Reads the share; empty if none was completely put here. Throws IOException if damaged. */
  Optional<ShareContent> readContent() throws IOException {
    if (!Files.exists(info())) {
      return Optional.empty();
    }
    byte[] bytes = CheckedFile.read(info()).orElseThrow(this::damaged);
    return switch (ShareInfoCodec.decode(bytes)) {
      case ShareInfoCodec.Valid valid -> Optional.of(ShareContent.of(valid.info(), bytes));
      case ShareInfoCodec.Malformed _ -> throw damaged();
    };
  }

  /** Reads where the share is; throws IOException if that is damaged. */
  Place readPlace() throws IOException {
    byte[] bytes = CheckedFile.read(place()).orElseThrow(this::damaged);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      boolean imported = in.readBoolean();
      Path root = Path.of(in.readUTF());
      Map<String, String> realNames = new TreeMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        realNames.put(in.readUTF(), in.readUTF());
      }
      return new Place(imported, new EntryPaths(root, realNames));
    }
  }

  private IOException damaged() {
    return new IOException(
        "the state of a share in " + folder + " is damaged; remove the share and get it again");
  }
}
