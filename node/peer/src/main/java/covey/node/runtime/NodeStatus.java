package covey.node.runtime;

import com.google.gson.annotations.JsonAdapter;
import covey.node.runtime.FlatJson.Flat;
import java.util.List;

/**
 * The state of a node. The components' names are the keys of the JSON, which is one flat object.
 *
 * @param shares number of shares
 * @param peers number of connected peers
 */
@JsonAdapter(FlatJson.class)
public record NodeStatus(
    @Flat Identity identity,
    @Flat DirectoryState directory,
    int shares,
    int peers,
    @Flat PayloadTraffic traffic,
    @Flat Limits limits,
    @Flat SinceStart sinceStart) {
  /**
   * Which node it is.
   *
   * @param role node or tracker
   * @param listen where it accepts connections, "host:port", or "none"
   */
  public record Identity(String id, String role, String version, String listen) {}

  /**
   * The directory that the node uses.
   *
   * @param mode central, tracker, p2p or auto
   * @param directoryHost "tracker H:P", "members (N)" or "attached to H:P (members N)"
   * @param failover the state of mode auto's fail-over, such as "on members since 12 s: tracker H:P
   *     does not answer"; empty while the tracker answers
   * @param directoryAnswers whether the directory took the last announcement
   * @param members number of known members; 0 outside p2p
   * @param trackers configured trackers
   * @param openNetwork whether anybody who can connect may take part; always true
   */
  public record DirectoryState(
      String mode,
      String directoryHost,
      String failover,
      boolean directoryAnswers,
      int members,
      List<String> trackers,
      boolean openNetwork) {}

  /** The limits on payload; 0 is none. */
  public record Limits(long upLimitBytesPerSecond, long downLimitBytesPerSecond) {}

  /**
   * Counts since the node started; {@link covey.protocol.wire.Overhead} defines them.
   *
   * @param controlBytes bytes sent that are not payload of blocks
   * @param directoryRequests directory requests sent to other processes
   * @param directoryRequestsAnswered directory requests of other processes answered
   * @param refusalsSent requests and connections that this node refused
   * @param refusalsReceived requests and connections that other nodes refused
   */
  public record SinceStart(
      double uptimeSeconds,
      long controlBytes,
      long directoryRequests,
      long directoryRequestsAnswered,
      long refusalsSent,
      long refusalsReceived) {}

  // Shorthands for what the components hold.

  public String id() {
    return identity.id();
  }

  public String role() {
    return identity.role();
  }

  public String mode() {
    return directory.mode();
  }

  public String directoryHost() {
    return directory.directoryHost();
  }

  public String failover() {
    return directory.failover();
  }

  public boolean directoryAnswers() {
    return directory.directoryAnswers();
  }

  public int members() {
    return directory.members();
  }

  public long downBytesPerSecond() {
    return traffic.downBytesPerSecond();
  }

  public long upBytesPerSecond() {
    return traffic.upBytesPerSecond();
  }

  public long upLimitBytesPerSecond() {
    return limits.upLimitBytesPerSecond();
  }

  public long downLimitBytesPerSecond() {
    return limits.downLimitBytesPerSecond();
  }

  public double uptimeSeconds() {
    return sinceStart.uptimeSeconds();
  }

  public long controlBytes() {
    return sinceStart.controlBytes();
  }

  public long directoryRequests() {
    return sinceStart.directoryRequests();
  }

  public long refusalsSent() {
    return sinceStart.refusalsSent();
  }

  public long refusalsReceived() {
    return sinceStart.refusalsReceived();
  }
}
