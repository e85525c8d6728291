package covey.node.compare;

/**
 * What theory says of one mode at one number of nodes. The components' names are keys of {@code
 * results.json}.
 *
 * @param mode central, tracker or p2p
 * @param method "simulator": the nodes' own scheduler under virtual time; "fluid": the fluid model
 * @param arrival "flash crowd", "steady" or "churn"
 * @param seconds until the last node has everything; with steady arrivals: a node's mean time
 * @param boundSeconds no way of distributing could take less with these links
 * @param serverBytes what the server, or without one the publisher, sends
 */
public record SimulatedResult(
    String mode,
    String method,
    String arrival,
    int nodes,
    double seconds,
    double boundSeconds,
    long serverBytes) {}
