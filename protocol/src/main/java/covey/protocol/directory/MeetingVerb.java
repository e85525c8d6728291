package covey.protocol.directory;

import covey.protocol.content.ShareId;
import covey.protocol.identity.NodeId;
import java.util.Optional;

/** How nodes come to each other, and to a place among the members. covey.proto describes each. */
public sealed interface MeetingVerb extends DirectoryVerb {
  /** May the node become a member? If not, the answer says to whom it attaches. */
  record TakeSeat(NodeId node) implements MeetingVerb {}

  /**
   * Tell node {@code to} that it may dial {@code from}, which cannot dial it and wants {@code
   * share}, or with a ticket meet it at a relay.
   */
  record Introduce(NodeId to, NodeRecord from, ShareId share, Optional<RelayTicket> relay)
      implements MeetingVerb {}

  /** The node relays; to be said again before it is forgotten. */
  record OfferRelay(NodeRecord node) implements MeetingVerb {}

  /** Which nodes relay? */
  record FindRelays() implements MeetingVerb {}
}
