package covey.node.runtime;

/** Payload of blocks received and sent: the rates now, and the sums since the start. */
public record PayloadTraffic(
    long downBytesPerSecond, long upBytesPerSecond, long downloadedBytes, long uploadedBytes) {}
