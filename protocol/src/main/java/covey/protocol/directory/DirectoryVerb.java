package covey.protocol.directory;

import covey.protocol.content.ShareId;
import covey.protocol.identity.NodeId;
import java.util.List;

/** A request to the host of the directory. covey.proto describes each. */
public sealed interface DirectoryVerb
    permits DirectoryVerb.Announce,
        DirectoryVerb.Withdraw,
        DirectoryVerb.Lookup,
        DirectoryVerb.Search,
        DirectoryVerb.Describe,
        OrderVerb,
        RendezvousVerb {
  /** Announces, or renews, the shares that {@code node} has. At most 1,000 shares. */
  record Announce(NodeRecord node, List<ShareRecord> shares) implements DirectoryVerb {
    /** Copies the list. */
    public Announce {
      shares = List.copyOf(shares);
    }
  }

  /** The node no longer has these shares; all of its shares if the list is empty. */
  record Withdraw(NodeId node, List<ShareId> shares) implements DirectoryVerb {
    /** Copies the list. */
    public Withdraw {
      shares = List.copyOf(shares);
    }
  }

  /** Who has the share? At most {@code most} providers (1 .. 200), without {@code asking}. */
  record Lookup(ShareId share, int most, NodeId asking) implements DirectoryVerb {}

  /** Which shares have a name with {@code text} in it, or an id that begins with it? */
  record Search(String text, int most) implements DirectoryVerb {}

  /** What is this deployment? */
  record Describe() implements DirectoryVerb {}
}
