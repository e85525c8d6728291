package covey.node.runtime;

import static java.util.stream.Collectors.joining;

import com.google.common.net.HostAndPort;
import covey.node.modes.AutoDirectory;
import covey.node.modes.DirectoryClient;
import covey.node.modes.MemberLocator;
import covey.node.modes.Mode;
import covey.node.modes.SeatedDirectory;
import covey.node.modes.SharedDirectory;
import covey.node.modes.SwitchableDirectory;
import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryAnswer.Described;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.MeetingVerb;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.OrderVerb;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.Message;
import covey.tracker.cluster.ClusterKind;
import covey.tracker.cluster.ClusterSettings;
import covey.tracker.cluster.DirectoryCluster;
import covey.tracker.registry.DirectoryHost;
import covey.tracker.registry.Registry;
import covey.tracker.registry.RegistrySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The directory that a node uses, and the one it hosts, by its settings and its mode. Thread-safe.
 */
final class DirectoryChoice implements AutoCloseable {
  private final DirectorySettings settings;
  private final LocalNode local;
  private final Addresses addresses;
  private final RememberedPeers rememberedPeers;
  private final LocalDesk desk;
  private final boolean isTracker;
  private volatile @Nullable DirectoryHost hosted;
  private volatile @Nullable DirectoryCluster trackersTogether;
  private volatile @Nullable SeatedDirectory seated;
  private volatile @Nullable DirectoryClient trackerInUse;
  private volatile Announcing announcing = Announcing.NOTHING;
  private final SharedDirectory trackerDirectory = new SharedDirectory(this::openTracker);
  private final SharedDirectory membersDirectory = new SharedDirectory(this::joinMembers);
  private volatile Mode mode;
  private volatile List<HostAndPort> trackers;
  private volatile List<HostAndPort> anchors = List.of();
  private volatile @Nullable SwitchableDirectory directory;

  DirectoryChoice(
      NodeSettings settings,
      LocalNode local,
      Addresses addresses,
      RememberedPeers rememberedPeers,
      LocalDesk desk) {
    this.settings = settings.directory();
    mode = this.settings.mode();
    trackers = this.settings.trackers();
    this.local = local;
    this.addresses = addresses;
    this.rememberedPeers = rememberedPeers;
    this.desk = desk;
    isTracker = settings.role() == NodeSettings.Role.TRACKER;
  }

  /** Reaches or forms the directory of a mode; call once the node listens. */
  void start(Mode first, Optional<NodeRecord> origin) throws IOException {
    mode = first;
    directory = new SwitchableDirectory(isTracker ? host(origin) : open(first));
  }

  /** The directory of a mode, to be given to {@link #switchTo}; joined, if not connected yet. */
  Directory open(Mode next) throws IOException {
    return switch (next) {
      case CENTRAL, TRACKER -> trackerDirectory.lease();
      case P2P -> membersDirectory.lease();
      case AUTO ->
          trackers.isEmpty()
              ? membersDirectory.lease()
              : new AutoDirectory(
                  trackerDirectory.lease(),
                  this::trackerSilence,
                  this::membersLater,
                  new OnFailOver());
    };
  }

  /** Uses the directory of a mode from now on; returns the former one, to be closed. */
  Directory switchTo(Mode next, Directory opened) {
    mode = next;
    local.note("mode " + next.word());
    return switchable().switchTo(opened);
  }

  /** The mode whose directory is used. */
  Mode mode() {
    return mode;
  }

  /** Trackers as configured, or as an order named them. */
  List<HostAndPort> trackers() {
    return trackers;
  }

  /** Uses these trackers if none were configured. */
  void learnTrackers(List<HostAndPort> named) {
    if (trackers.isEmpty()) {
      trackers = List.copyOf(named);
    }
  }

  /** Nodes by which the members can be joined, besides those that are known anyway. */
  void anchors(List<HostAndPort> nodes) {
    anchors = List.copyOf(nodes);
  }

  /** A tracker's own: alone, or with others. */
  private Directory host(Optional<NodeRecord> origin) throws IOException {
    if (!settings.cluster().isEmpty()) {
      DirectoryCluster made = joinTrackers();
      origin.ifPresent(made::origin);
      return (DirectoryHost) this::answer;
    }
    Registry registry = new Registry(InstantSource.system(), RegistrySettings.defaults());
    origin.ifPresent(registry::origin);
    hosted = registry;
    return (DirectoryHost) this::answer;
  }

  private Directory openTracker() {
    DirectoryClient made = new DirectoryClient(trackers, local, new OnTracker());
    trackerInUse = made;
    return made;
  }

  private Duration trackerSilence() {
    DirectoryClient used = trackerInUse;
    return used == null ? Duration.ZERO : used.silence();
  }

  /** Who announces to the directory in use. */
  void announcing(Announcing by) {
    announcing = by;
  }

  private DirectoryCluster joinTrackers() throws IOException {
    OtherTrackers others = new OtherTrackers(settings.cluster(), rememberedPeers, addresses);
    DirectoryCluster made = join(ClusterKind.TRACKERS, others, Optional.empty());
    trackersTogether = made;
    return made;
  }

  private Directory joinMembers() throws IOException {
    SeatedDirectory made = SeatedDirectory.open(local, settings.mostMembers(), new AmongMembers());
    seated = made;
    return new Directory() {
      @Override
      public DirectoryAnswer ask(DirectoryVerb verb) throws DirectoryException {
        return made.ask(verb);
      }

      @Override
      public void close() {
        if (seated == made) {
          seated = null;
        }
        made.close();
      }
    };
  }

  private DirectoryCluster join(
      ClusterKind kind, Supplier<List<HostAndPort>> nodes, Optional<HostAndPort> multicast)
      throws IOException {
    HostAndPort bind =
        settings
            .memberListen()
            .orElse(HostAndPort.fromParts(addresses.forMembers().getHostAddress(), 0));
    return DirectoryCluster.start(
        new ClusterSettings(
            local.id(),
            bind.getHost(),
            bind.getPort(),
            local.networkId(),
            new MemberLocator(nodes, local, kind),
            multicast,
            RegistrySettings.defaults(),
            kind,
            addresses.announced(),
            settings.mostMembers(),
            desk,
            local.overhead(),
            local.tap()));
  }

  private Directory membersLater() {
    try {
      return membersDirectory.lease();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<HostAndPort> nodesToJoinBy() {
    List<HostAndPort> nodes = new ArrayList<>(settings.join());
    nodes.addAll(anchors);
    nodes.addAll(rememberedPeers.get());
    nodes.removeAll(addresses.announced());
    return nodes;
  }

  /** The directory in use, whatever the mode. */
  Directory directory() {
    return switchable();
  }

  private SwitchableDirectory switchable() {
    SwitchableDirectory made = directory;
    if (made == null) {
      throw new IllegalStateException("the directory was not started");
    }
    return made;
  }

  /** Answers other nodes' verbs, as far as this node hosts a directory. */
  DirectoryAnswer answer(DirectoryVerb verb) {
    SeatedDirectory place = seated;
    DirectoryCluster together = trackersTogether;
    DirectoryHost own = hosted;
    if (together != null) {
      return together.answer(verb);
    }
    if (place != null && place.answers(verb)) {
      return place.answer(verb);
    }
    boolean aboutShares = !(verb instanceof OrderVerb || verb instanceof MeetingVerb);
    if (own != null && aboutShares) {
      return own.answer(verb);
    }
    return directory == null && aboutShares ? LocalDesk.starting() : desk.answer(verb);
  }

  /** What a cluster that this process takes part in says of the deployment; empty if in none. */
  Optional<DirectoryAnswer.Described> describeCluster() {
    return answer(new DirectoryVerb.Describe()) instanceof Described known && hosted == null
        ? Optional.of(known)
        : Optional.empty();
  }

  /** How the fail-over of mode auto stands, in words; empty while all is well. */
  String failover() {
    return directory != null && directory.current() instanceof AutoDirectory auto
        ? auto.failover(trackerWords())
        : "";
  }

  private String trackerWords() {
    return "tracker " + trackers.stream().map(HostAndPort::toString).collect(joining(", "));
  }

  /** Addresses by which this node is known. */
  List<HostAndPort> announced() {
    return addresses.announced();
  }

  /** Whether the members host, and this node is the only one. */
  boolean isAlone() {
    return mode == Mode.P2P && members() < 2;
  }

  /** Whether there are nodes by which the members may be joined. */
  boolean knowsOthers() {
    return !nodesToJoinBy().isEmpty();
  }

  /** Nodes and trackers that may know more than the directory does. */
  List<HostAndPort> others() {
    List<HostAndPort> nodes = nodesToJoinBy();
    nodes.addAll(trackers);
    return nodes;
  }

  boolean isTracker() {
    return isTracker;
  }

  int members() {
    DirectoryCluster together = trackersTogether;
    if (together != null) {
      return together.members();
    }
    SeatedDirectory place = seated;
    return place == null ? 0 : place.members();
  }

  /** Who hosts the directory, in words. */
  String hostWords() {
    if (isTracker) {
      return "this tracker";
    }
    boolean byMembers =
        mode == Mode.P2P
            || trackers.isEmpty()
            || (switchable().current() instanceof AutoDirectory auto && !auto.onTracker());
    SeatedDirectory place = seated;
    return byMembers ? (place == null ? "members (0)" : place.words()) : trackerWords();
  }

  @Override
  public void close() {
    Directory made = directory;
    if (made != null) {
      made.close();
    }
    DirectoryCluster together = trackersTogether;
    if (together != null) {
      together.close();
    }
  }

  /** What a tracker tells. */
  private final class OnTracker implements DirectoryClient.Listener {
    @Override
    public void connected() {
      boolean used =
          !(directory != null && directory.current() instanceof AutoDirectory auto)
              || auto.onTracker();
      if (used) {
        announcing.wake();
      }
    }

    @Override
    public void described(Described deployment) {
      List<HostAndPort> named = new ArrayList<>(deployment.nodes());
      named.removeAll(addresses.announced());
      rememberedPeers.note(named);
    }

    @Override
    public void dialBack(Message.DialBack wish) {
      desk.meetings().dialBack(wish);
    }
  }

  /** What is to be done when the host changes. */
  private final class OnFailOver implements AutoDirectory.Listener {
    @Override
    public void left() {
      local.note(trackerWords() + " does not answer: on by the members");
      announcing.leftTracker();
    }

    @Override
    public void returning(Directory tracker) throws DirectoryException {
      announcing.returning(tracker);
    }

    @Override
    public void returned() {
      local.note(trackerWords() + " answers: back on it");
    }
  }

  /** What a place among the members needs. */
  private final class AmongMembers implements SeatedDirectory.Surroundings {
    @Override
    public List<HostAndPort> nodes() {
      return nodesToJoinBy();
    }

    @Override
    public DirectoryCluster join(Supplier<List<HostAndPort>> nodes) throws IOException {
      return DirectoryChoice.this.join(ClusterKind.MEMBERS, nodes, settings.multicast());
    }

    @Override
    public void reached() {
      announcing.wake();
    }

    @Override
    public void dialBack(Message.DialBack wish) {
      desk.meetings().dialBack(wish);
    }
  }
}
