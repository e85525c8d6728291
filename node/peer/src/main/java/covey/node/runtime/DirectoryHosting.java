package covey.node.runtime;

import covey.node.modes.PeerToPeerDirectory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryAnswer.Described;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.OrderVerb;
import covey.protocol.directory.RendezvousVerb;
import covey.tracker.cluster.DirectoryCluster;
import covey.tracker.registry.DirectoryHost;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this process hosts of the directory at the moment: as a tracker alone, as one of several
 * trackers, as a member in p2p, or nothing. Answers other nodes out of that. Thread-safe.
 */
final class DirectoryHosting implements DirectoryHost, AutoCloseable {
  private final LocalRequestHandler desk;
  private volatile @Nullable DirectoryHost alone;
  private volatile @Nullable DirectoryCluster trackers;
  private volatile @Nullable PeerToPeerDirectory members;

  /** Hosts nothing yet; {@code desk} answers what needs no directory. */
  DirectoryHosting(LocalRequestHandler desk) {
    this.desk = desk;
  }

  LocalRequestHandler desk() {
    return desk;
  }

  /** Hosts the directory alone, as a tracker. */
  void alone(DirectoryHost registry) {
    alone = registry;
  }

  /** Hosts the directory with other trackers. */
  void trackers(DirectoryCluster cluster) {
    trackers = cluster;
  }

  /** Has a place among the members, or is attached to one of them. */
  void members(PeerToPeerDirectory place) {
    members = place;
  }

  /** No longer has this place. */
  void leftMembers(PeerToPeerDirectory place) {
    if (members == place) {
      members = null;
    }
  }

  @Override
  public DirectoryAnswer ask(DirectoryVerb verb) {
    PeerToPeerDirectory place = members;
    DirectoryCluster together = trackers;
    DirectoryHost own = alone;
    if (together != null) {
      return together.ask(verb);
    }
    if (place != null && place.answers(verb)) {
      return place.answer(verb);
    }
    boolean aboutShares = !(verb instanceof OrderVerb || verb instanceof RendezvousVerb);
    return own != null && aboutShares ? own.ask(verb) : desk.ask(verb);
  }

  /** Returns how the cluster that this process is in describes the deployment; empty if in none. */
  Optional<Described> describeCluster() {
    return alone == null && ask(new DirectoryVerb.Describe()) instanceof Described known
        ? Optional.of(known)
        : Optional.empty();
  }

  /** Returns how many members are known; 0 if this process is in no cluster. */
  int members() {
    DirectoryCluster together = trackers;
    if (together != null) {
      return together.members();
    }
    PeerToPeerDirectory place = members;
    return place == null ? 0 : place.members();
  }

  /** Returns the members as the directory's host, for users. */
  String memberWords() {
    PeerToPeerDirectory place = members;
    return place == null ? "members (0)" : place.words();
  }

  /** Leaves the other trackers; a place among the members is closed by its owner. */
  @Override
  public void close() {
    DirectoryCluster together = trackers;
    if (together != null) {
      together.close();
    }
  }
}
