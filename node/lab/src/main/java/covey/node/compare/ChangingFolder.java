package covey.node.compare;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A folder that is partly changed from time to time: some files are changed in place, one is added
 * and one removed. The changes are the same in every process. Used by one thread.
 */
final class ChangingFolder {
  private static final int FILES = 64;

  /** The largest file is a hundred times as long as the smallest. */
  private static final double GROWTH = Math.pow(100, 1.0 / (FILES - 1));

  private static final int CHUNK = 1 << 20;

  /** The part of the changed bytes that is in the added file. */
  private static final double ADDED = 0.2;

  /** The part of a file that is changed in place, unless more is needed. */
  private static final double OVERWRITTEN = 0.5;

  private final Path root;
  private final Random random = new Random(7);
  private int changes;

  private ChangingFolder(Path root) {
    this.root = root;
  }

  /**
   * One change.
   *
   * @param bytes the bytes that differ from before, or are in new files
   * @param files the number of files changed in place
   */
  record Change(long bytes, int files, int added, int removed) {}

  /**
   * Makes {@value #FILES} files of different lengths in {@code parent/folder}, with {@code
   * sizeBytes} bytes together.
   */
  static ChangingFolder made(Path parent, long sizeBytes) throws IOException {
    ChangingFolder folder = new ChangingFolder(parent.resolve("folder"));
    double all = (Math.pow(GROWTH, FILES) - 1) / (GROWTH - 1);
    double until = 0;
    long written = 0;
    for (int i = 0; i < FILES; i++) {
      until += Math.pow(GROWTH, i) / all;
      long end = i == FILES - 1 ? sizeBytes : Math.min(sizeBytes, (long) (until * sizeBytes));
      Path file = folder.root.resolve("part-" + i % 8).resolve("file-" + i + ".bin");
      Files.createDirectories(file.getParent());
      folder.writeNew(file, end - written);
      written = end;
    }
    return folder;
  }

  /**
   * Copies a folder to {@code parent}, or a file into a new folder there; symbolic links stay
   * links.
   */
  static ChangingFolder copied(Path from, Path parent) throws IOException {
    Path name = from.getFileName();
    Path root = parent.resolve(name == null ? "folder" : name.toString());
    if (Files.isRegularFile(from)) {
      Files.createDirectories(root);
      Files.copy(from, root.resolve(root.getFileName()));
    } else {
      Files.createDirectories(parent);
      Files.walkFileTree(from, new Copying(from, root));
    }
    return new ChangingFolder(root);
  }

  private static final class Copying extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;

    private Copying(Path from, Path to) {
      this.from = from;
      this.to = to;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
        throws IOException {
      Files.createDirectories(to.resolve(from.relativize(folder)));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (attributes.isRegularFile() || attributes.isSymbolicLink()) {
        Files.copy(file, to.resolve(from.relativize(file)), LinkOption.NOFOLLOW_LINKS);
      }
      return FileVisitResult.CONTINUE;
    }
  }

  Path root() {
    return root;
  }

  /** Changes about {@code part} of the bytes, more than 0, at most 1, and at least one byte. */
  Change change(double part) throws IOException {
    changes++;
    List<Path> files = files();
    long wanted = Math.max(1, Math.round(part * size(files)));
    int removed = 0;
    if (files.size() > 2) {
      Files.delete(files.remove(files.size() / 2));
      removed = 1;
    }
    long added = Math.max(1, (long) (ADDED * wanted));
    writeNew(root.resolve("added-" + changes + ".bin"), added);
    Collections.shuffle(files, random);
    long bytes = added;
    int changed = 0;
    for (Path file : files) {
      long most = (long) Math.ceil(Math.max(OVERWRITTEN, part) * Files.size(file));
      long some = Math.min(most, wanted - bytes);
      if (some > 0) {
        overwrite(file, some);
        bytes += some;
        changed++;
      }
    }
    return new Change(bytes, changed, 1, removed);
  }

  /** Returns the files, sorted by length, then by name. */
  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      List<Path> files =
          new ArrayList<>(
              all.filter(p -> Files.isRegularFile(p, LinkOption.NOFOLLOW_LINKS)).toList());
      files.sort(
          Comparator.comparingLong(ChangingFolder::length)
              .thenComparing(Comparator.naturalOrder()));
      return files;
    }
  }

  private static long length(Path file) {
    return file.toFile().length();
  }

  private static long size(List<Path> files) {
    return files.stream().mapToLong(ChangingFolder::length).sum();
  }

  private void writeNew(Path file, long lengthBytes) throws IOException {
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      byte[] chunk = new byte[CHUNK];
      for (long left = lengthBytes; left > 0; left -= CHUNK) {
        random.nextBytes(chunk);
        writeAll(out, ByteBuffer.wrap(chunk, 0, (int) Math.min(CHUNK, left)));
      }
    }
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  /** Changes every one of the first {@code lengthBytes} bytes. */
  private void overwrite(Path file, long lengthBytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
      for (long at = 0; at < lengthBytes; at += chunk.limit()) {
        chunk.clear().limit((int) Math.min(CHUNK, lengthBytes - at));
        while (chunk.hasRemaining() && channel.read(chunk, at + chunk.position()) >= 0) {
          // A read may be short.
        }
        for (int i = 0; i < chunk.limit(); i++) {
          chunk.put(i, (byte) (chunk.get(i) ^ (1 + random.nextInt(255))));
        }
        chunk.rewind();
        while (chunk.hasRemaining()) {
          channel.write(chunk, at + chunk.position());
        }
      }
    }
  }
}
