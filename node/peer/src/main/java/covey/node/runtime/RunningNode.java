package covey.node.runtime;

/**
 * A node or tracker running on this machine as this user. The components' names are the keys of the
 * JSON.
 *
 * @param http address of its HTTP API, "host:port"
 * @param listen address of its wire protocol, "host:port"
 * @param pid id of its process
 * @param role node or tracker
 * @param id its lasting id
 * @param tokenFile the file that holds the secret of its HTTP API
 * @param state its state folder
 */
public record RunningNode(
    String http, String listen, long pid, String role, String id, String tokenFile, String state) {}
