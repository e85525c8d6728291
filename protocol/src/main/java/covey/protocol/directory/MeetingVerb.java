package covey.protocol.directory;

import covey.protocol.identity.NodeId;

/** How nodes come to each other, and to a place among the members. covey.proto describes each. */
public sealed interface MeetingVerb extends DirectoryVerb {
  /** May the node become a member? If not, the answer says to whom it attaches. */
  record TakeSeat(NodeId node) implements MeetingVerb {}

  /** Tell node {@code to} that it may dial {@code from}, which cannot dial it. */
  record Introduce(NodeId to, NodeRecord from) implements MeetingVerb {}
}
