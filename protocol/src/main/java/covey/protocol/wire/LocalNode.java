package covey.protocol.wire;

import com.google.common.io.BaseEncoding;
import com.google.common.net.HostAndPort;
import covey.protocol.identity.NodeId;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What our Hello says of this node, and where it is counted what its connections cost.
 *
 * @param networkId base32, lower case, without padding; empty in an open network
 * @param agent program and version, for people
 * @param listen asked at every handshake, as the addresses may become known or change later
 * @param overhead counts for all connections that are made with this
 * @param tap is told what this node says and hears; null: nobody is
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

  /** With counts of its own, and nobody who is told. */
  public LocalNode(NodeId id, String networkId, String agent, Supplier<List<HostAndPort>> listen) {
    this(id, networkId, agent, listen, new Overhead(), null);
  }

  /** Tells the tap, if there is one. */
  public void note(String words) {
    if (tap != null) {
      tap.noted(words);
    }
  }
}
