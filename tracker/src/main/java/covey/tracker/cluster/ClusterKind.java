package covey.tracker.cluster;

/** The kind of process a cluster consists of. Clusters of different kinds never share a view. */
public enum ClusterKind {
  /** The nodes of a deployment in p2p mode. */
  MEMBERS("covey-1-", "members", 2),
  /** A few trackers that form one directory. */
  TRACKERS("covey-trackers-1-", "tracker", 2);

  private final String prefix;
  private final String host;
  private final int owners;

  ClusterKind(String prefix, String host, int owners) {
    this.prefix = prefix;
    this.host = host;
    this.owners = owners;
  }

  /** Returns the JGroups cluster name, which contains the wire protocol's major version. */
  String clusterName(String network) {
    return prefix + network;
  }

  /** Returns the host's name in descriptions: "members" or "tracker". */
  public String host() {
    return host;
  }

  /** Returns how many members hold a share's records. */
  int owners() {
    return owners;
  }
}
