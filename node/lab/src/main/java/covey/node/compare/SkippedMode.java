package covey.node.compare;

/**
 * A mode in which nothing was measured. The names of the components are keys of {@code
 * results.json}.
 *
 * @param mode central, tracker or p2p
 * @param reason why, in one line
 */
public record SkippedMode(String mode, String reason) {}
