package covey.node.runtime;

import com.google.common.net.HostAndPort;
import covey.node.modes.AutoDirectory;
import covey.node.modes.HostedDirectory;
import covey.node.modes.MemberLocator;
import covey.node.modes.Mode;
import covey.node.modes.TrackerDirectory;
import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.NodeRecord;
import covey.protocol.wire.LocalNode;
import covey.tracker.cluster.ClusterSettings;
import covey.tracker.cluster.DirectoryCluster;
import covey.tracker.registry.DirectoryHost;
import covey.tracker.registry.Registry;
import covey.tracker.registry.RegistrySettings;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The directory that a node uses, and the one it hosts, by its settings. */
final class DirectoryChoice implements AutoCloseable {
  private final NodeSettings settings;
  private final LocalNode local;
  private final Addresses addresses;
  private final Supplier<List<HostAndPort>> rememberedPeers;
  private final @Nullable Registry registry;
  private volatile @Nullable DirectoryCluster cluster;
  private volatile Runnable whenReached = () -> {};
  private @Nullable Directory directory;

  DirectoryChoice(
      NodeSettings settings,
      LocalNode local,
      Addresses addresses,
      Supplier<List<HostAndPort>> rememberedPeers) {
    this.settings = settings;
    this.local = local;
    this.addresses = addresses;
    this.rememberedPeers = rememberedPeers;
    registry =
        settings.role() == NodeSettings.Role.TRACKER
            ? new Registry(InstantSource.system(), RegistrySettings.defaults())
            : null;
  }

  /** Reaches or forms the directory; call once the node listens. */
  void start(NodeRecord self) throws IOException {
    Registry own = registry;
    if (own != null) {
      if (settings.origin().isPresent()) {
        own.origin(self);
      }
      directory = new HostedDirectory(own);
      return;
    }
    directory =
        switch (settings.mode()) {
          case CENTRAL, TRACKER -> new TrackerDirectory(settings.trackers(), local, this::reached);
          case P2P -> joinMembers();
          case AUTO ->
              settings.trackers().isEmpty()
                  ? joinMembers()
                  : new AutoDirectory(
                      new TrackerDirectory(settings.trackers(), local, this::reached),
                      this::joinMembersLater);
        };
  }

  /** Runs {@code action} whenever a tracker is reached anew. */
  void whenReached(Runnable action) {
    whenReached = action;
  }

  private void reached() {
    whenReached.run();
  }

  private DirectoryCluster joinMembers() throws IOException {
    DirectoryCluster made =
        DirectoryCluster.start(
            new ClusterSettings(
                local.id(),
                addresses.forMembers().getHostAddress(),
                0,
                local.networkId(),
                new MemberLocator(this::nodesToJoinBy, local),
                settings.multicast(),
                RegistrySettings.defaults()));
    cluster = made;
    return made;
  }

  private DirectoryCluster joinMembersLater() {
    try {
      return joinMembers();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<HostAndPort> nodesToJoinBy() {
    List<HostAndPort> nodes = new ArrayList<>(settings.join());
    nodes.addAll(rememberedPeers.get());
    nodes.removeAll(addresses.announced());
    return nodes;
  }

  Directory directory() {
    Directory made = directory;
    if (made == null) {
      throw new IllegalStateException("the directory was not started");
    }
    return made;
  }

  /** Answers other nodes' verbs, as far as this node hosts a directory. */
  DirectoryHost host() {
    return this::answer;
  }

  private DirectoryAnswer answer(DirectoryVerb verb) {
    DirectoryHost own = registry != null ? registry : cluster;
    return own != null
        ? own.answer(verb)
        : new DirectoryAnswer.Failed("NOT_ALLOWED", "this node hosts no directory");
  }

  /** Addresses by which this node is known. */
  List<HostAndPort> announced() {
    return addresses.announced();
  }

  int members() {
    DirectoryCluster joined = cluster;
    return joined == null ? 0 : joined.members();
  }

  /** Who hosts the directory, in words. */
  String hostWords() {
    if (registry != null) {
      return "this tracker";
    }
    boolean byMembers =
        settings.mode() == Mode.P2P
            || settings.trackers().isEmpty()
            || (directory instanceof AutoDirectory auto && !auto.onTracker());
    return byMembers
        ? "members (" + members() + ")"
        : "tracker "
            + settings.trackers().stream()
                .map(HostAndPort::toString)
                .collect(Collectors.joining(", "));
  }

  @Override
  public void close() {
    Directory made = directory;
    if (made != null) {
      made.close();
    }
  }
}
