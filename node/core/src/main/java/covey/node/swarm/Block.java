package covey.node.swarm;

/** The unit of transfer: {@code lengthBytes} from {@code offsetBytes} in a piece. */
public record Block(int piece, int offsetBytes, int lengthBytes) {}
