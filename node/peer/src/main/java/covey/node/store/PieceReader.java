package covey.node.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Reads verified pieces. Notices within a second that a file was changed, and then drops all of the
 * file's pieces. Thread-safe.
 */
final class PieceReader {
  private static final long CHECK_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final ShareContent content;
  private final FileTable files;
  private final OpenFiles open;
  private final PieceInventory holdings;
  private final AtomicLongArray checkedNanos;

  PieceReader(StoredShare holding, OpenFiles open) {
    this.content = holding.content();
    this.files = holding.files();
    this.open = open;
    this.holdings = holding.holdings();
    this.checkedNanos = new AtomicLongArray(files.count());
    for (int file = 0; file < files.count(); file++) {
      checkedNanos.set(file, System.nanoTime() - 2 * CHECK_EVERY_NANOS);
    }
  }

  void read(int piece, int offsetBytes, ByteBuffer dst) throws IOException {
    int start = dst.position();
    long from = position(piece, offsetBytes, dst.remaining());
    onFile(
        content.geometry().fileOf(piece),
        channel -> {
          while (dst.hasRemaining()) {
            if (channel.read(dst, from + dst.position() - start) < 0) {
              throw new ShortFileException();
            }
          }
        });
  }

  long transferTo(int piece, int offsetBytes, int lengthBytes, WritableByteChannel out)
      throws IOException {
    long from = position(piece, offsetBytes, lengthBytes);
    // Counted outside, because a file whose channel an interrupt closed is opened again.
    long[] sent = new long[1];
    onFile(
        content.geometry().fileOf(piece), channel -> send(channel, from, lengthBytes, sent, out));
    return sent[0];
  }

  /** Continues after {@code sent[0]}; stops early only if {@code out} takes no more for now. */
  private static void send(
      FileChannel channel, long from, int lengthBytes, long[] sent, WritableByteChannel out)
      throws IOException {
    while (sent[0] < lengthBytes) {
      long n = channel.transferTo(from + sent[0], lengthBytes - sent[0], out);
      if (n == 0 && channel.size() < from + lengthBytes) {
        throw new ShortFileException();
      }
      if (n <= 0) {
        break;
      }
      sent[0] += n;
    }
  }

  private long position(int piece, int offsetBytes, int lengthBytes) throws IOException {
    Objects.checkFromIndexSize(offsetBytes, lengthBytes, content.geometry().lengthBytes(piece));
    if (!holdings.has(piece)) {
      throw new IOException("piece " + piece + " of '" + content.info().name() + "' is not here");
    }
    return content.geometry().offsetInFile(piece) + offsetBytes;
  }

  private void onFile(int file, OpenFiles.Use use) throws IOException {
    try {
      checkNowAndThen(file);
      open.use(file, use);
    } catch (ChangedFileException e) {
      lose(file);
      throw e;
    } catch (ShortFileException e) {
      lose(file);
      throw new ChangedFileException(files.path(file));
    }
  }

  private void checkNowAndThen(int file) throws IOException {
    long now = System.nanoTime();
    long last = checkedNanos.get(file);
    if (now - last >= CHECK_EVERY_NANOS
        && files.isPlaced(file)
        && checkedNanos.compareAndSet(file, last, now)) {
      files.checkUnchanged(file);
    }
  }

  private void lose(int file) throws IOException {
    holdings.removeFile(file);
    open.drop(file);
  }

  /** The file ends before the end of the piece. */
  private static final class ShortFileException extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
