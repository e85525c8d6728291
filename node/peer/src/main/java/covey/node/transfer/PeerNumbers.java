package covey.node.transfer;

/**
 * How many peers a share has.
 *
 * @param open that opened the share
 * @param serving of them, those that could serve us some of it
 */
public record PeerNumbers(int open, int serving) {}
