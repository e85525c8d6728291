package covey.protocol.directory;

import com.google.common.net.HostAndPort;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a directory host answers to a {@link DirectoryVerb}. */
public sealed interface DirectoryAnswer
    permits DirectoryAnswer.Announced,
        DirectoryAnswer.Withdrawn,
        DirectoryAnswer.LookedUp,
        DirectoryAnswer.Found,
        DirectoryAnswer.Described,
        DirectoryAnswer.Failed,
        OrderAnswer,
        RendezvousAnswer {
  /** To Announce: renew after {@code interval}; expires after {@code lifetime}. */
  record Announced(Duration interval, Duration lifetime) implements DirectoryAnswer {}

  /** To Withdraw. */
  record Withdrawn() implements DirectoryAnswer {}

  /** To Lookup. Without a share if no node has it. */
  record LookedUp(Optional<ShareRecord> share, List<Provider> providers)
      implements DirectoryAnswer {
    /** Copies the list. */
    public LookedUp {
      providers = List.copyOf(providers);
    }
  }

  /** To Search. */
  record Found(List<FoundShare> shares) implements DirectoryAnswer {
    /** Copies the list. */
    public Found {
      shares = List.copyOf(shares);
    }
  }

  /**
   * To Describe.
   *
   * @param host "tracker" or "members"
   * @param members JGroups addresses by which to join those who host it together
   * @param nodes known nodes' addresses, to dial
   * @param hosts where those who host it together accept connections: any of them answers for all;
   *     empty if one hosts it alone
   */
  record Described(
      String host,
      Optional<NodeRecord> origin,
      List<HostAndPort> members,
      List<HostAndPort> nodes,
      List<HostAndPort> hosts,
      long shares,
      long providers)
      implements DirectoryAnswer {
    /** Copies the lists. */
    public Described {
      members = List.copyOf(members);
      nodes = List.copyOf(nodes);
      hosts = List.copyOf(hosts);
    }
  }

  /** The host cannot or will not answer; {@code sentence} says why. */
  record Failed(FailureCode code, String sentence) implements DirectoryAnswer {}

  /** Reasons of a failure: the wire protocol's error codes, under the same names. */
  enum FailureCode {
    BAD_FRAME,
    TOO_LARGE,
    UNKNOWN_SHARE,
    NOT_ALLOWED,
    BUSY,
    VERSION,
    INTERNAL
  }

  /**
   * A node that has the share, or a part of it.
   *
   * @param complete it has every piece
   * @param origin it is the deployment's origin
   */
  record Provider(NodeRecord node, boolean complete, boolean origin) {}

  /** A share that a search found. */
  record FoundShare(ShareRecord share, int providers, int completeProviders) {}
}
