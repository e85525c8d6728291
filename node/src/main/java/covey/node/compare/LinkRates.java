package covey.node.compare;

/**
 * How fast links are. The components' names are keys of {@code results.json}.
 *
 * @param upBytesPerSecond what each node may send
 * @param serverUpBytesPerSecond what the server, or without one the publisher, may send
 * @param downBytesPerSecond what each node may receive; 0: no limit
 * @param latencySeconds from any to any other, one way; 0: this machine's
 */
public record LinkRates(
    long upBytesPerSecond,
    long serverUpBytesPerSecond,
    long downBytesPerSecond,
    double latencySeconds) {}
