package covey.node.runtime;

import com.google.gson.annotations.JsonAdapter;
import covey.node.runtime.FlatJson.Flat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connected peer. The components' names are the keys of the JSON, which is one flat object.
 *
 * @param address the peer's end of the connection, "host:port"
 * @param opened whether this node dialled the peer
 * @param shares ids of the shares open on the connection
 */
@JsonAdapter(FlatJson.class)
public record PeerStatus(
    String id,
    String address,
    String agent,
    boolean opened,
    List<String> shares,
    @Flat PayloadTraffic traffic,
    @Flat Route route) {
  /**
   * The way to the peer.
   *
   * @param relayedBy the relay's address, "host:port", which is then also the peer's; null if the
   *     connection is direct
   */
  public record Route(double roundTripSeconds, @Nullable String relayedBy) {}

  // Shorthands for what the components hold.

  public long downBytesPerSecond() {
    return traffic.downBytesPerSecond();
  }

  public long upBytesPerSecond() {
    return traffic.upBytesPerSecond();
  }

  public long downloadedBytes() {
    return traffic.downloadedBytes();
  }

  public long uploadedBytes() {
    return traffic.uploadedBytes();
  }

  public @Nullable String relayedBy() {
    return route.relayedBy();
  }
}
