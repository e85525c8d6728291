package covey.node.transfer;

import covey.protocol.identity.NodeId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts a share's payload in total and by node, and adds it to the meters of its connections and
 * the node. Thread-safe.
 */
public final class ShareMeters {
  private final TransferContext context;
  private final Map<NodeId, LongAdder> downloadedByNode = new ConcurrentHashMap<>();
  private final ThroughputMeter down = new ThroughputMeter();
  private final ThroughputMeter up = new ThroughputMeter();

  ShareMeters(TransferContext context) {
    this.context = context;
  }

  /** Returns the meter of payload received. */
  public ThroughputMeter down() {
    return down;
  }

  /** Returns the meter of payload sent. */
  public ThroughputMeter up() {
    return up;
  }

  /** Returns the payload bytes received from a node, over all its connections. */
  public long downloadedFrom(NodeId node) {
    LongAdder bytes = downloadedByNode.get(node);
    return bytes == null ? 0 : bytes.sum();
  }

  void countDownloaded(Connection from, int bytes) {
    from.downMeter().add(bytes);
    down.add(bytes);
    context.downMeter().add(bytes);
    downloadedByNode.computeIfAbsent(from.node(), n -> new LongAdder()).add(bytes);
  }

  void countUploaded(Connection to, int bytes) {
    to.upMeter().add(bytes);
    up.add(bytes);
    context.upMeter().add(bytes);
  }
}
