package covey.node.demo;

/**
 * What one mode cost.
 *
 * @param seconds from the first request to the last node having everything
 * @param serverBytes payload that came from the tracker's origin
 * @param peerBytes payload that came from other nodes
 * @param boundSeconds no way of distributing could take less with these links
 */
public record DemoResult(
    String mode, double seconds, long serverBytes, long peerBytes, double boundSeconds) {}
