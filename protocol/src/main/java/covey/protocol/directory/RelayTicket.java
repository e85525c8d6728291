package covey.protocol.directory;

/**
 * The relay where two nodes meet that cannot dial each other, and the token that admits the second.
 */
public record RelayTicket(NodeRecord relay, RelayToken token) {}
