package covey.node.runtime;

import com.google.common.net.HostAndPort;
import covey.node.modes.PeerToPeerDirectory;
import covey.node.modes.TrackerLocator;
import covey.node.rendezvous.Rendezvous;
import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import covey.tracker.cluster.ClusterKind;
import covey.tracker.cluster.ClusterSettings;
import covey.tracker.cluster.DirectoryCluster;
import covey.tracker.registry.RegistrySettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Joins the clusters that keep a directory together: the members' in p2p, or the trackers'.
 * Thread-safe.
 */
final class ClusterJoin {
  private final NodeContext node;
  private final RememberedPeers remembered;
  private final DirectoryHosting hosting;
  private final Rendezvous meetings;
  private final AnnouncementTrigger announcing;
  private volatile List<HostAndPort> anchors = List.of();

  ClusterJoin(
      NodeContext node,
      RememberedPeers remembered,
      DirectoryHosting hosting,
      Rendezvous meetings,
      AnnouncementTrigger announcing) {
    this.node = node;
    this.remembered = remembered;
    this.hosting = hosting;
    this.meetings = meetings;
    this.announcing = announcing;
  }

  private DirectorySettings settings() {
    return node.settings().directory();
  }

  /** Sets nodes by which the members can be joined, besides those that are known anyway. */
  void anchors(List<HostAndPort> nodes) {
    anchors = List.copyOf(nodes);
  }

  /** Returns nodes by which the members may be joined. */
  List<HostAndPort> nodesToJoinBy() {
    List<HostAndPort> nodes = new ArrayList<>(settings().members().join());
    nodes.addAll(anchors);
    nodes.addAll(remembered.get());
    nodes.removeAll(node.addresses().announced());
    return nodes;
  }

  /** Joins the other trackers. */
  DirectoryCluster trackers() throws IOException {
    OtherTrackers others = new OtherTrackers(settings().cluster(), remembered, node.addresses());
    return join(ClusterKind.TRACKERS, new TrackerLocator(others, node.local()), Optional.empty());
  }

  /** Joins the members, or attaches to one of them; to be closed. */
  Directory members() throws IOException {
    PeerToPeerDirectory made =
        PeerToPeerDirectory.open(
            node.local(), settings().members().mostMembers(), new AmongMembers());
    hosting.members(made);
    return new Directory() {
      @Override
      public DirectoryAnswer ask(DirectoryVerb verb) throws DirectoryException {
        return made.ask(verb);
      }

      @Override
      public void close() {
        hosting.leftMembers(made);
        made.close();
      }
    };
  }

  private DirectoryCluster join(
      ClusterKind kind, Supplier<List<HostAndPort>> addresses, Optional<HostAndPort> multicast)
      throws IOException {
    LocalNode local = node.local();
    HostAndPort bind =
        settings()
            .members()
            .listen()
            .orElse(HostAndPort.fromParts(node.addresses().forMembers().getHostAddress(), 0));
    return DirectoryCluster.start(
        new ClusterSettings(
            local.id(),
            new ClusterSettings.Transport(
                bind.getHost(), bind.getPort(), local.networkId(), addresses, multicast),
            new ClusterSettings.Role(
                kind, node.addresses().announced(), settings().members().mostMembers()),
            RegistrySettings.defaults(),
            hosting.desk(),
            new ClusterSettings.Observers(local.overhead(), local.tap())));
  }

  /** What a place among the members needs. */
  private final class AmongMembers implements PeerToPeerDirectory.Surroundings {
    @Override
    public List<HostAndPort> nodes() {
      return nodesToJoinBy();
    }

    @Override
    public DirectoryCluster join(Supplier<List<HostAndPort>> addresses) throws IOException {
      return ClusterJoin.this.join(
          ClusterKind.MEMBERS, addresses, settings().members().multicast());
    }

    @Override
    public void reached() {
      announcing.wake();
    }

    @Override
    public void dialBack(Message.DialBack wish) {
      meetings.dialBack(wish);
    }
  }
}
