package covey.node.modes;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.RendezvousAnswer;
import covey.protocol.directory.RendezvousVerb;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import covey.tracker.cluster.DirectoryCluster;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The p2p directory as used by one node, which is either one of the members that host it, or, when
 * there are enough members, attached to one of them as if to a tracker.
 *
 * <p>{@link MembershipKeeper} finds and changes the node's place. Requests wait until there is one,
 * a few seconds at the start. Thread-safe.
 */
public final class PeerToPeerDirectory implements Directory {
  private static final Duration PLACE_PATIENCE = Duration.ofSeconds(10);

  private final Surroundings around;
  private final CountDownLatch placed = new CountDownLatch(1);
  private final MembershipKeeper keeper;
  private volatile @Nullable DirectoryCluster cluster;
  private volatile @Nullable DirectoryClient attachment;
  private volatile int membersTold;
  private volatile String problem = "this node looks for the members";
  private boolean closed;

  /** The services that the directory needs from its node. */
  public interface Surroundings {
    /** Returns addresses of nodes that may know members. */
    List<HostAndPort> nodes();

    /**
     * Becomes a member that joins through the JGroups addresses that {@code members} supplies at
     * each call; throws IOException with a message for the user if it cannot listen for the others.
     */
    DirectoryCluster join(Supplier<List<HostAndPort>> members) throws IOException;

    /**
     * Called when the host changes; the new host must receive this node's shares. Must not block.
     */
    void reached();

    /** Called when a node that cannot dial this one asks this one to dial it; must not block. */
    void dialBack(Message.DialBack wish);
  }

  private PeerToPeerDirectory(LocalNode local, int mostMembers, Surroundings around) {
    this.around = around;
    keeper = new MembershipKeeper(this, local, mostMembers, around);
  }

  /**
   * Starts looking for a place and returns. If there is no node to ask, becomes a member at once;
   * throws IOException with a message for the user if that fails.
   *
   * @param mostMembers the largest number of members in a cluster that this node may join, at least
   *     1
   */
  public static PeerToPeerDirectory open(LocalNode local, int mostMembers, Surroundings around)
      throws IOException {
    PeerToPeerDirectory made = new PeerToPeerDirectory(local, mostMembers, around);
    if (around.nodes().isEmpty()) {
      made.keeper.joinFirst();
    }
    made.keeper.start();
    return made;
  }

  /** Reports whether this node is a member. */
  public boolean isMember() {
    return cluster != null;
  }

  /** Returns the number of members as last known; 0 before a place is found. */
  public int members() {
    DirectoryCluster member = cluster;
    return member == null ? membersTold : member.members();
  }

  /** Returns a one-line description of the directory's host. */
  public String words() {
    DirectoryClient attached = attachment;
    if (isMember() || attached == null) {
      return "members (" + members() + ")";
    }
    String host = attached.host().map(HostAndPort::toString).orElse("nobody");
    return "attached to %s (members %d)".formatted(host, members());
  }

  @Override
  public DirectoryAnswer ask(DirectoryVerb verb) throws DirectoryException {
    awaitPlace();
    for (int attempt = 0; ; attempt++) {
      DirectoryCluster member = cluster;
      if (member != null) {
        return member.ask(verb);
      }
      DirectoryClient attached = attachment;
      if (attached == null) {
        throw new DirectoryException(problem);
      }
      try {
        return attached.ask(verb);
      } catch (DirectoryException e) {
        // Unless the node has a different place by now.
        if (attached == attachment || attempt > 0) {
          throw e;
        }
      }
    }
  }

  /** Reports whether this node answers the verb for other nodes. */
  public boolean answers(DirectoryVerb verb) {
    return isMember() || verb instanceof RendezvousVerb.TakeSeat;
  }

  /**
   * Answers other nodes. A member answers everything; an attached node answers only where the
   * members are.
   */
  public DirectoryAnswer answer(DirectoryVerb verb) {
    DirectoryCluster member = cluster;
    if (member != null) {
      return member.ask(verb);
    }
    DirectoryClient attached = attachment;
    if (!answers(verb)) {
      return new DirectoryAnswer.Failed(
          DirectoryAnswer.FailureCode.NOT_ALLOWED, "this node hosts no directory");
    }
    if (attached == null || attached.host().isEmpty()) {
      return new DirectoryAnswer.Failed(
          DirectoryAnswer.FailureCode.BUSY, "this node looks for the members itself");
    }
    return RendezvousAnswer.Seated.refused(membersTold, attached.endpoints());
  }

  @Override
  public void close() {
    DirectoryCluster member;
    DirectoryClient attached;
    synchronized (this) {
      closed = true;
      member = cluster;
      attached = attachment;
      cluster = null;
      attachment = null;
    }
    keeper.close();
    problem = "this node no longer uses the members";
    placed.countDown();
    if (member != null) {
      member.close();
    }
    if (attached != null) {
      attached.close();
    }
  }

  // ---- For the keeper ----

  @Nullable DirectoryCluster cluster() {
    return cluster;
  }

  @Nullable DirectoryClient attachment() {
    return attachment;
  }

  void membersTold(int count) {
    membersTold = count;
  }

  /** Records that no place was found; requests fail with this reason. */
  void failed(String reason) {
    problem = reason;
    placed.countDown();
  }

  /** Makes this node a member. */
  void becomeMember(DirectoryCluster made) {
    DirectoryClient former;
    boolean late;
    synchronized (this) {
      late = closed;
      former = attachment;
      if (!late) {
        cluster = made;
        attachment = null;
      }
    }
    if (late) {
      made.leave();
      return;
    }
    placed.countDown();
    if (former != null) {
      former.close();
      around.reached();
    }
  }

  /** Attaches this node to a member, and ends its own membership. */
  void attach(DirectoryClient made) {
    DirectoryCluster former;
    boolean late;
    synchronized (this) {
      late = closed;
      former = cluster;
      if (!late) {
        attachment = made;
        cluster = null;
      }
    }
    if (late) {
      made.close();
      return;
    }
    placed.countDown();
    around.reached();
    if (former != null) {
      former.leave();
    }
  }

  private void awaitPlace() throws DirectoryException {
    try {
      if (!placed.await(PLACE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new DirectoryException(problem);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DirectoryException("interrupted while looking for the members", e);
    }
  }
}
