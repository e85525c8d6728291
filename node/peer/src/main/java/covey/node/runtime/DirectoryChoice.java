package covey.node.runtime;

import static java.util.stream.Collectors.joining;

import com.google.common.net.HostAndPort;
import covey.node.modes.AutoDirectory;
import covey.node.modes.DirectoryClient;
import covey.node.modes.LeasedDirectory;
import covey.node.modes.Mode;
import covey.node.modes.SwitchableDirectory;
import covey.node.rendezvous.Rendezvous;
import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer.Described;
import covey.protocol.directory.DirectoryException;
import covey.protocol.wire.Message;
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
import org.jspecify.annotations.Nullable;

/** The directory that a node uses, according to its role and its mode. Thread-safe. */
final class DirectoryChoice implements AutoCloseable {
  private final NodeContext node;
  private final ClusterJoin clusters;
  private final DirectoryHosting hosting;
  private final Rendezvous meetings;
  private final AnnouncementTrigger announcing;
  private final RememberedPeers remembered;
  private final LeasedDirectory trackerDirectory = new LeasedDirectory(this::openTracker);
  private final LeasedDirectory membersDirectory;
  private final SwitchableDirectory directory = new SwitchableDirectory(new UnopenedDirectory());
  private volatile @Nullable DirectoryClient trackerInUse;
  private volatile Mode mode;
  private volatile List<HostAndPort> trackers;
  private boolean closed; // guarded by this

  /** Of {@code host}'s node; uses no directory before {@link #start}. */
  DirectoryChoice(
      NodeContext node,
      NodeTransferHost host,
      RememberedPeers remembered,
      AnnouncementTrigger announcing) {
    this.node = node;
    this.remembered = remembered;
    this.announcing = announcing;
    hosting = host.hosting();
    meetings = host.meetings();
    clusters = new ClusterJoin(node, remembered, hosting, meetings, announcing);
    membersDirectory = new LeasedDirectory(clusters::members);
    mode = node.settings().directory().mode();
    trackers = node.settings().directory().trackers();
  }

  /** Begins to reach or host the directory of a mode. */
  void start(Mode first) throws IOException {
    mode = first;
    directory.switchTo(node.isTracker() ? host() : open(first));
  }

  /** Returns the directory of a mode, joined if it was not yet, for {@link #switchTo}. */
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

  /** Uses the directory of a mode from now on; returns the one to be closed. */
  synchronized Directory switchTo(Mode next, Directory opened) {
    if (closed) {
      return opened;
    }
    mode = next;
    node.local().note("mode " + next.word());
    return directory.switchTo(opened);
  }

  /** Returns the mode whose directory is used. */
  Mode mode() {
    return mode;
  }

  /** Returns the trackers as configured, or as an order named them. */
  List<HostAndPort> trackers() {
    return trackers;
  }

  /** Uses these trackers if none were configured. */
  void learnTrackers(List<HostAndPort> named) {
    if (trackers.isEmpty()) {
      trackers = List.copyOf(named);
    }
  }

  /** Sets nodes by which the members can be joined, besides those that are known anyway. */
  void anchors(List<HostAndPort> nodes) {
    clusters.anchors(nodes);
  }

  /** Hosts a tracker's own directory: alone, or with others. */
  private Directory host() throws IOException {
    if (!node.settings().directory().cluster().isEmpty()) {
      DirectoryCluster made = clusters.trackers();
      if (node.isOrigin()) {
        made.origin(node.self());
      }
      hosting.trackers(made);
    } else {
      Registry registry = new Registry(InstantSource.system(), RegistrySettings.defaults());
      if (node.isOrigin()) {
        registry.origin(node.self());
      }
      hosting.alone(registry);
    }
    // Without its close: the cluster is left when the node ends.
    DirectoryHost answering = verb -> hosting.ask(verb);
    return answering;
  }

  private Directory openTracker() {
    DirectoryClient made = new DirectoryClient(trackers, node.local(), new OnTracker());
    trackerInUse = made;
    return made;
  }

  private Duration trackerSilence() {
    DirectoryClient used = trackerInUse;
    return used == null ? Duration.ZERO : used.silence();
  }

  private Directory membersLater() {
    try {
      return membersDirectory.lease();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the directory in use, whatever the mode. */
  Directory directory() {
    return directory;
  }

  /** Returns what this process hosts of the directory. */
  DirectoryHosting hosting() {
    return hosting;
  }

  /** Returns the state of mode auto's fail-over, for users; empty while the tracker answers. */
  String failover() {
    return directory.current() instanceof AutoDirectory auto ? auto.failover(trackerWords()) : "";
  }

  private String trackerWords() {
    return "tracker " + trackers.stream().map(HostAndPort::toString).collect(joining(", "));
  }

  /** Returns whether the members host, and this node is the only one. */
  boolean isAlone() {
    return mode == Mode.P2P && hosting.members() < 2;
  }

  /** Returns whether there are nodes by which the members may be joined. */
  boolean knowsOthers() {
    return !clusters.nodesToJoinBy().isEmpty();
  }

  /** Returns nodes and trackers that may know more than the directory does. */
  List<HostAndPort> others() {
    List<HostAndPort> nodes = clusters.nodesToJoinBy();
    nodes.addAll(trackers);
    return nodes;
  }

  /** Returns what hosts the directory, for users. */
  String hostWords() {
    if (node.isTracker()) {
      return "this tracker";
    }
    boolean byMembers =
        mode == Mode.P2P
            || trackers.isEmpty()
            || (directory.current() instanceof AutoDirectory auto && !auto.onTracker());
    return byMembers ? hosting.memberWords() : trackerWords();
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    directory.close();
    hosting.close();
  }

  /** What a tracker reports. */
  private final class OnTracker implements DirectoryClient.Listener {
    @Override
    public void connected() {
      if (!(directory.current() instanceof AutoDirectory auto) || auto.onTracker()) {
        announcing.wake();
      }
    }

    @Override
    public void described(Described deployment) {
      List<HostAndPort> named = new ArrayList<>(deployment.nodes());
      named.removeAll(node.addresses().announced());
      remembered.note(named);
    }

    @Override
    public void dialBack(Message.DialBack wish) {
      meetings.dialBack(wish);
    }
  }

  /** What happens when the host changes in mode auto. */
  private final class OnFailOver implements AutoDirectory.Listener {
    @Override
    public void left() {
      node.local().note(trackerWords() + " does not answer: using the members");
      announcing.leftTracker();
    }

    @Override
    public void returning(Directory tracker) throws DirectoryException {
      announcing.returning(tracker);
    }

    @Override
    public void returned() {
      node.local().note(trackerWords() + " answers again: back on it");
    }
  }
}
