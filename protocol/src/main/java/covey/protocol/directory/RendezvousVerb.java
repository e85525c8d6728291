package covey.protocol.directory;

import covey.protocol.content.ShareId;
import covey.protocol.identity.NodeId;
import java.util.Optional;

/** How nodes reach each other, and get a place among the members. covey.proto describes each. */
public sealed interface RendezvousVerb extends DirectoryVerb {
  /** Asks whether the node may become a member. If not, the answer names members to attach to. */
  record TakeSeat(NodeId node) implements RendezvousVerb {}

  /**
   * Tell node {@code to} that it may dial {@code from}, which cannot dial it and wants {@code
   * share}, or with a ticket meet it at a relay.
   */
  record Introduce(NodeId to, NodeRecord from, ShareId share, Optional<RelayTicket> relay)
      implements RendezvousVerb {}

  /** Offers the node as a relay; expires unless renewed. */
  record OfferRelay(NodeRecord node) implements RendezvousVerb {}

  /** Which nodes relay? */
  record FindRelays() implements RendezvousVerb {}
}
