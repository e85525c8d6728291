package covey.node.compare;

/**
 * A mode in which nothing was measured. The components' names are keys of {@code results.json}.
 *
 * @param mode central, tracker or p2p
 * @param reason what it lacks, in one line
 */
public record SkippedMode(String mode, String reason) {}
