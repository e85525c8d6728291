package covey.node.transfer;

/**
 * The number of peers a share has.
 *
 * @param open peers that opened the share
 * @param serving those of them that could serve us a part of it
 */
public record PeerCounts(int open, int serving) {}
