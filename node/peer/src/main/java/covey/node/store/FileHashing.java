package covey.node.store;

import covey.node.store.SourceTree.SourceFile;
import covey.protocol.content.MerkleTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A file whose pieces several threads hash; open only meanwhile. */
final class FileHashing {
  private final SourceFile source;
  private final int pieceLengthBytes;
  private final int pieceCount;
  private final byte[] layer;
  private @Nullable FileChannel channel;
  private int unfinished;

  FileHashing(SourceFile source, int pieceLengthBytes) throws IOException {
    this.source = source;
    this.pieceLengthBytes = pieceLengthBytes;
    long count = Math.ceilDiv(source.stamp().sizeBytes(), (long) pieceLengthBytes);
    if (count > 1 << 26) {
      throw new IOException(source.realPath() + " is too large to be shared");
    }
    this.pieceCount = (int) count;
    this.layer = new byte[pieceCount * 32];
    this.unfinished = pieceCount;
  }

  SourceFile source() {
    return source;
  }

  int pieceCount() {
    return pieceCount;
  }

  byte[] layer() {
    return layer;
  }

  /** Returns the tree's root; no bytes for an empty file. */
  byte[] root() {
    return pieceCount <= 1 ? layer : MerkleTree.rootFromLayer(layer, pieceLengthBytes);
  }

  /** Hashes one of the pieces and returns its length in bytes. */
  int hashPiece(int piece, HashWorker worker) throws IOException {
    long offset = (long) piece * pieceLengthBytes;
    int length = (int) Math.min(pieceLengthBytes, source.stamp().sizeBytes() - offset);
    byte[] leaves;
    try {
      leaves = worker.leaves(open(), offset, length);
    } catch (IOException e) {
      throw new IOException("cannot read " + source.realPath() + ": " + FileErrorText.of(e), e);
    }
    if (leaves.length == 0) {
      throw changed();
    }
    byte[] hash =
        MerkleTree.pieceHash(leaves, pieceLengthBytes / MerkleTree.LEAF_BYTES, pieceCount == 1);
    System.arraycopy(hash, 0, layer, piece * 32, 32);
    finishPiece();
    return length;
  }

  private synchronized FileChannel open() throws IOException {
    if (channel == null) {
      channel =
          FileChannel.open(source.realPath(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    }
    return channel;
  }

  private synchronized void finishPiece() throws IOException {
    unfinished--;
    if (unfinished == 0) {
      close();
      if (!FileStamp.of(source.realPath()).equals(source.stamp())) {
        throw changed();
      }
    }
  }

  private IOException changed() {
    return new IOException(
        source.realPath() + " changed while it was read; share it again when nobody writes to it");
  }

  synchronized void close() {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // The channel was only read, so nothing is lost.
      }
      channel = null;
    }
  }
}
