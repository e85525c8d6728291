package covey.protocol.directory;

/** Where two nodes meet that cannot dial each other, and what admits the second of them. */
public record RelayTicket(NodeRecord relay, RelayToken token) {}
