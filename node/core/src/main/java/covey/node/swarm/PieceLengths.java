package covey.node.swarm;

/**
 * How long the pieces are: all that the core knows of a share. Each is {@code pieceLengthBytes}
 * long, but for the last piece of each file.
 */
public interface PieceLengths {
  /** How many pieces. */
  int pieceCount();

  /** The length of one, 1 byte to 64 MiB. */
  int lengthBytes(int piece);
}
