package covey.node.swarm;

/**
 * The lengths of the pieces, which is all that the core knows of a share. Each is {@code
 * pieceLengthBytes} long, except the last piece of each file.
 */
public interface PieceLengths {
  /** Returns the number of pieces. */
  int pieceCount();

  /** Returns the length of a piece, 1 byte to 64 MiB. */
  int lengthBytes(int piece);
}
