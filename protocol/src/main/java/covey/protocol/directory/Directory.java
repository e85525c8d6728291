package covey.protocol.directory;

import covey.protocol.content.ShareId;
import covey.protocol.identity.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which node has which share: the same verbs whether a tracker or all nodes together host it.
 *
 * <p>Thread-safe. Methods block until answered, at most a few seconds, and throw {@link
 * DirectoryException} if no host answered or the host refused. All that differs between directories
 * is {@link #ask}.
 */
public interface Directory extends AutoCloseable {
  /** Shares in one Announce or Withdraw. */
  int SHARES_A_VERB = 1_000;

  /** Sends a verb to the host; the answer may be Failed. */
  DirectoryAnswer ask(DirectoryVerb verb) throws DirectoryException;

  @Override
  void close();

  /** Announces up to any number of shares. */
  default DirectoryAnswer.Announced announce(NodeRecord node, List<ShareRecord> shares)
      throws DirectoryException {
    List<List<ShareRecord>> parts = parts(shares);
    for (List<ShareRecord> part : parts.subList(1, parts.size())) {
      ask(new DirectoryVerb.Announce(node, part), DirectoryAnswer.Announced.class);
    }
    return ask(new DirectoryVerb.Announce(node, parts.getFirst()), DirectoryAnswer.Announced.class);
  }

  /** Withdraws shares; all of the node's if the list is empty. */
  default void withdraw(NodeId node, List<ShareId> shares) throws DirectoryException {
    for (List<ShareId> part : parts(shares)) {
      ask(new DirectoryVerb.Withdraw(node, part), DirectoryAnswer.Withdrawn.class);
    }
  }

  /** Looks up at most {@code most} (1 .. 200) providers of a share, without {@code asking}. */
  default DirectoryAnswer.LookedUp lookup(ShareId share, int most, NodeId asking)
      throws DirectoryException {
    return ask(new DirectoryVerb.Lookup(share, most, asking), DirectoryAnswer.LookedUp.class);
  }

  /**
   * Finds at most {@code most} (1 .. 200) shares by a part of their name or the beginning of their
   * id.
   */
  default DirectoryAnswer.Found search(String text, int most) throws DirectoryException {
    return ask(new DirectoryVerb.Search(text, most), DirectoryAnswer.Found.class);
  }

  /** Reports how far a node follows; returns the newest order that the host knows. */
  default OrderAnswer.Followed follow(OrderVerb.Follow follow) throws DirectoryException {
    return ask(follow, OrderAnswer.Followed.class);
  }

  /** Passes on an order, if one is known; returns the newest that the host knows. */
  default OrderAnswer.Followed tellOrder(Optional<ModeOrder> known) throws DirectoryException {
    return ask(new OrderVerb.TellOrder(known), OrderAnswer.Followed.class);
  }

  /** Returns the nodes that follow, and how far. */
  default OrderAnswer.Followers followers() throws DirectoryException {
    return ask(new OrderVerb.ListFollowers(), OrderAnswer.Followers.class);
  }

  /** Returns a description of the deployment. */
  default DirectoryAnswer.Described describe() throws DirectoryException {
    return ask(new DirectoryVerb.Describe(), DirectoryAnswer.Described.class);
  }

  private <A extends DirectoryAnswer> A ask(DirectoryVerb verb, Class<A> expected)
      throws DirectoryException {
    DirectoryAnswer answer = ask(verb);
    if (expected.isInstance(answer)) {
      return expected.cast(answer);
    }
    if (answer instanceof DirectoryAnswer.Failed failed) {
      throw new DirectoryException("the directory says: " + failed.sentence());
    }
    throw new DirectoryException(
        "the directory answered "
            + answer.getClass().getSimpleName()
            + " to "
            + verb.getClass().getSimpleName());
  }

  /** Returns at least one part, so that an empty list is announced too. */
  private static <T> List<List<T>> parts(List<T> all) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; parts.isEmpty() || from < all.size(); from += SHARES_A_VERB) {
      parts.add(all.subList(from, Math.min(all.size(), from + SHARES_A_VERB)));
    }
    return parts;
  }
}
