package covey.node.swarm;

/** Divides pieces into blocks of a fixed length; the last block may be shorter. */
record BlockGrid(PieceLengths lengths, int blockBytes) {
  /** The longest block that a peer may request, in bytes. */
  private static final int REQUEST_BYTES_MAX = 1 << 20;

  /** Creates a grid of {@code limitBytes}, or of the longest piece if that is shorter. */
  static BlockGrid of(PieceLengths lengths, int limitBytes) {
    int longest = 1;
    for (int piece = 0; piece < lengths.pieceCount() && longest < limitBytes; piece++) {
      longest = Math.max(longest, lengths.lengthBytes(piece));
    }
    return new BlockGrid(lengths, Math.min(longest, limitBytes));
  }

  int blockCount(int piece) {
    return (lengths.lengthBytes(piece) + blockBytes - 1) / blockBytes;
  }

  Block block(int piece, int index) {
    int offset = index * blockBytes;
    return new Block(piece, offset, Math.min(blockBytes, lengths.lengthBytes(piece) - offset));
  }

  int index(Block block) {
    return block.offsetBytes() / blockBytes;
  }

  /** Returns whether the block belongs to this grid. */
  boolean contains(Block block) {
    return isWithinPiece(block)
        && block.offsetBytes() % blockBytes == 0
        && block.equals(block(block.piece(), index(block)));
  }

  /** Returns whether the block lies within a piece of the share and is not too long to request. */
  boolean isWithinPiece(Block block) {
    return block.piece() >= 0
        && block.piece() < lengths.pieceCount()
        && block.offsetBytes() >= 0
        && block.lengthBytes() > 0
        && block.lengthBytes() <= REQUEST_BYTES_MAX
        && block.offsetBytes() <= lengths.lengthBytes(block.piece()) - block.lengthBytes();
  }
}
