package covey.protocol.wire;

import com.google.common.io.BaseEncoding;
import com.google.common.net.HostAndPort;
import covey.protocol.identity.NodeId;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The content of this node's Hello, and the counters and the tap of its connections.
 *
 * @param networkId base32, lower case, without padding; empty in an open network
 * @param agent program and version, human-readable
 * @param listen queried at every handshake, since the addresses may become known or change later
 * @param overhead counts for all connections made with this object
 * @param tap observes the messages that this node sends and receives; null for none
 */
public record LocalNode(
    NodeId id,
    String networkId,
    String agent,
    Supplier<List<HostAndPort>> listen,
    Overhead overhead,
    @Nullable Tap tap) {
  static final BaseEncoding NETWORK_ID = BaseEncoding.base32().omitPadding().lowerCase();

  /** Throws IllegalArgumentException if the network id is not base32 or too long. */
  public LocalNode {
    int bytes = NETWORK_ID.decode(networkId).length;
    if (bytes > WireLimits.NETWORK_ID_BYTES) {
      throw new IllegalArgumentException(
          "a network id has at most " + WireLimits.NETWORK_ID_BYTES + " bytes, not " + bytes);
    }
  }

  /** Creates a node with its own counters and no tap. */
  public LocalNode(NodeId id, String networkId, String agent, Supplier<List<HostAndPort>> listen) {
    this(id, networkId, agent, listen, new Overhead(), null);
  }

  /** Passes an event to the tap, if there is one. */
  public void note(String words) {
    if (tap != null) {
      tap.noted(words);
    }
  }
}
