package covey.node.demo;

/**
 * The result of one mode.
 *
 * @param seconds from the first request to the last node having everything
 * @param serverBytes payload that came from the tracker's origin
 * @param peerBytes payload that came from other nodes
 * @param boundSeconds the least time that any way of distributing needs with these links
 */
public record DemoResult(
    String mode, double seconds, long serverBytes, long peerBytes, double boundSeconds) {}
