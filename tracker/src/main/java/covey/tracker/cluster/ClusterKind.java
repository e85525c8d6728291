package covey.tracker.cluster;

/** Who makes up a cluster: those of one kind never meet those of another in a view. */
public enum ClusterKind {
  /** All nodes together, in p2p. */
  MEMBERS("covey-1-", "members", 2),
  /** A few trackers that are one directory. */
  TRACKERS("covey-trackers-1-", "tracker", 2);

  private final String prefix;
  private final String host;
  private final int owners;

  ClusterKind(String prefix, String host, int owners) {
    this.prefix = prefix;
    this.host = host;
    this.owners = owners;
  }

  /** The JGroups cluster's name; it carries the wire protocol's major version. */
  String clusterName(String network) {
    return prefix + network;
  }

  /** As descriptions call the host: "members" or "tracker". */
  public String host() {
    return host;
  }

  /** How many of them hold a share's records. */
  int owners() {
    return owners;
  }
}
