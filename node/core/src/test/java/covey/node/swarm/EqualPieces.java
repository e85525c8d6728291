package covey.node.swarm;

/** Pieces of one length. */
record EqualPieces(int pieceCount, int lengthBytes) implements PieceLengths {
  @Override
  public int lengthBytes(int piece) {
    return lengthBytes;
  }
}
