package covey.node.runtime;

import java.util.List;

/**
 * How the node stands. The components' names are the keys of the JSON.
 *
 * @param role node or tracker
 * @param mode central, tracker, p2p or auto
 * @param directoryHost "tracker H:P", "members (N)" or "attached to H:P (members N)"
 * @param failover how mode auto's fail-over stands, as "on members since 12 s: tracker H:P does not
 *     answer"; empty while all is well
 * @param members how many members there are, as far as is known; 0 outside p2p
 * @param trackers configured trackers
 * @param controlBytes sent that are not payload of blocks; {@link covey.protocol.wire.Overhead} has
 *     what exactly this and the following count, all since the start
 * @param directoryRequests verbs of the directory put to other processes
 * @param directoryRequestsAnswered verbs of others answered
 * @param refusalsSent how often this node said no, as for want of room
 * @param refusalsReceived how often others said no to it
 */
public record NodeStatus(
    String id,
    String role,
    String version,
    String listen,
    String mode,
    String directoryHost,
    String failover,
    boolean directoryAnswers,
    int members,
    List<String> trackers,
    boolean openNetwork,
    int shares,
    int peers,
    long downBytesPerSecond,
    long upBytesPerSecond,
    long downloadedBytes,
    long uploadedBytes,
    long upLimitBytesPerSecond,
    long downLimitBytesPerSecond,
    double uptimeSeconds,
    long controlBytes,
    long directoryRequests,
    long directoryRequestsAnswered,
    long refusalsSent,
    long refusalsReceived) {}
