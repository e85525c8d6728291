package covey.node.runtime;

import covey.node.transfer.ThroughputMeter;

/** Payload of blocks received and sent: the rates now, and the sums since the start. */
public record PayloadTraffic(
    long downBytesPerSecond, long upBytesPerSecond, long downloadedBytes, long uploadedBytes) {
  static PayloadTraffic of(ThroughputMeter down, ThroughputMeter up) {
    return new PayloadTraffic(
        down.bytesPerSecond(), up.bytesPerSecond(), down.totalBytes(), up.totalBytes());
  }
}
