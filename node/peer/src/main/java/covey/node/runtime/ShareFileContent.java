package covey.node.runtime;

import covey.node.store.PieceStore;
import covey.protocol.content.PieceGeometry;
import covey.protocol.content.ShareInfo.FileEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Reads a file of a share through its store; waits for missing pieces. For one thread. */
final class ShareFileContent implements FileContent {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_AGAIN_MILLIS = 20;

  private final PieceStore store;
  private final int file;
  private final FileEntry entry;

  ShareFileContent(PieceStore store, int file) {
    this.store = store;
    this.file = file;
    entry = store.geometry().files().get(file);
  }

  /** Opens the file at {@code path} in a share. */
  static ShareFileContent open(LocalShare share, String path) throws NodeProblem {
    PieceStore store = share.store();
    if (store == null) {
      throw new NodeProblem(
          NodeProblem.Kind.CONFLICT, "nothing of " + share.id() + " is here yet; try again later");
    }
    var files = store.geometry().files();
    String wanted = store.info().singleFile() && path.equals(store.info().name()) ? "" : path;
    for (int file = 0; file < files.size(); file++) {
      if (files.get(file).path().equals(wanted)) {
        return new ShareFileContent(store, file);
      }
    }
    throw new NodeProblem(
        NodeProblem.Kind.NOT_FOUND, "share " + share.id() + " has no file of that path");
  }

  @Override
  public long lengthBytes() {
    return entry.lengthBytes();
  }

  @Override
  public int read(long offsetBytes, ByteBuffer into) throws IOException, NodeProblem {
    PieceGeometry geometry = store.geometry();
    int piece = geometry.firstPiece(file) + (int) (offsetBytes / geometry.pieceLengthBytes());
    int within = (int) (offsetBytes % geometry.pieceLengthBytes());
    await(piece);
    int count = Math.min(into.remaining(), geometry.lengthBytes(piece) - within);
    ByteBuffer part = into.slice(into.position(), count);
    store.read(piece, within, part);
    into.position(into.position() + count);
    return count;
  }

  private void await(int piece) throws NodeProblem {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!store.has(piece)) {
      if (System.nanoTime() - deadline > 0) {
        throw new NodeProblem(
            NodeProblem.Kind.TIMED_OUT,
            "the bytes did not arrive within " + PATIENCE.toSeconds() + " s; try again later");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new NodeProblem(NodeProblem.Kind.TIMED_OUT, "interrupted");
      }
    }
  }

  @Override
  public void close() {}
}
