package covey.node.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The pieces verified since the last snapshot, appended one by one. They are hints about what to
 * hash again, never proof. Thread-safe.
 *
 * <p>A snapshot first switches to a new journal file, and the old files are deleted only once it is
 * written, so every piece is always in one or the other.
 */
final class Journal implements Closeable {
  private static final String PREFIX = "pieces.";
  private static final int RECORD_BYTES = 8;

  private final Path folder;
  private final ByteBuffer record = ByteBuffer.allocateDirect(RECORD_BYTES);
  private FileChannel channel;
  private int number;

  private Journal(Path folder, int number) throws IOException {
    this.folder = folder;
    this.number = number;
    this.channel = open(number);
  }

  /** Opens a new journal file after the existing ones. */
  static Journal open(Path folder) throws IOException {
    int last = 0;
    for (Path file : files(folder)) {
      last = Math.max(last, numberOf(file));
    }
    return new Journal(folder, last + 1);
  }

  /** Returns every piece below {@code pieceCount} in the existing journals. */
  static BitSet read(Path folder, int pieceCount) throws IOException {
    BitSet pieces = new BitSet(pieceCount);
    for (Path file : files(folder)) {
      ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
      while (in.remaining() >= RECORD_BYTES) {
        int piece = in.getInt();
        if (in.getInt() == ~piece && piece >= 0 && piece < pieceCount) {
          pieces.set(piece);
        }
      }
    }
    return pieces;
  }

  synchronized void append(int piece) throws IOException {
    record.clear().putInt(piece).putInt(~piece).flip();
    while (record.hasRemaining()) {
      channel.write(record);
    }
  }

  /** Switches to a new file; returns its number, for {@link #dropBefore}. */
  synchronized int turn() throws IOException {
    FileChannel old = channel;
    channel = open(number + 1);
    number++;
    old.close();
    return number;
  }

  /** Deletes the files before number {@code kept}, whose pieces are in a snapshot. */
  void dropBefore(int kept) throws IOException {
    for (Path file : files(folder)) {
      if (numberOf(file) < kept) {
        Files.deleteIfExists(file);
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    channel.close();
  }

  private FileChannel open(int number) throws IOException {
    return FileChannel.open(
        folder.resolve(PREFIX + number), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static List<Path> files(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, PREFIX + "*")) {
      for (Path file : stream) {
        if (numberOf(file) > 0) {
          files.add(file);
        }
      }
    }
    return files;
  }

  private static int numberOf(Path file) {
    String number = String.valueOf(file.getFileName()).substring(PREFIX.length());
    return number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 0;
  }
}
