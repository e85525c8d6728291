package covey.node.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connected peer. The components' names are the keys of the JSON.
 *
 * @param address its end of the connection, "host:port"
 * @param opened we dialled it
 * @param shares ids of shares open on the connection
 * @param relayedBy the relay between us, "host:port", which is then also the address; null: none
 */
public record PeerStatus(
    String id,
    String address,
    String agent,
    boolean opened,
    List<String> shares,
    long downBytesPerSecond,
    long upBytesPerSecond,
    long downloadedBytes,
    long uploadedBytes,
    double roundTripSeconds,
    @Nullable String relayedBy) {}
