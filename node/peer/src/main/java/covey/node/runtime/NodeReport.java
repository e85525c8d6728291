package covey.node.runtime;

import com.google.common.net.HostAndPort;
import covey.node.transfer.Connection;
import covey.node.transfer.TransferContext;
import covey.protocol.content.Link;
import covey.protocol.content.ShareId;
import covey.protocol.wire.Overhead;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The state of a node, its shares and its peers, as the API shows them. Thread-safe. */
final class NodeReport {
  private final NodeContext node;
  private final NodeParts parts;
  private final long startedNanos = System.nanoTime();

  NodeReport(NodeContext node, NodeParts parts) {
    this.node = node;
    this.parts = parts;
  }

  NodeStatus node() {
    TransferContext transfer = node.transfer();
    return new NodeStatus(
        new NodeStatus.Identity(
            node.local().id().toString(),
            node.settings().role().name().toLowerCase(Locale.ROOT),
            CoveyVersion.NUMBER,
            node.addresses().listen().toString()),
        directory(),
        node.shares().all().size(),
        parts.connections.all().size(),
        PayloadTraffic.of(transfer.downMeter(), transfer.upMeter()),
        new NodeStatus.Limits(transfer.up().bytesPerSecond(), transfer.down().bytesPerSecond()),
        sinceStart());
  }

  private NodeStatus.DirectoryState directory() {
    DirectoryChoice choice = parts.directory;
    return new NodeStatus.DirectoryState(
        choice.mode().word(),
        choice.hostWords(),
        choice.failover(),
        parts.announcer.answers(),
        choice.hosting().members(),
        choice.trackers().stream().map(HostAndPort::toString).toList(),
        true);
  }

  private NodeStatus.SinceStart sinceStart() {
    Overhead overhead = node.local().overhead();
    return new NodeStatus.SinceStart(
        (System.nanoTime() - startedNanos) / 1e9,
        overhead.controlBytes(),
        overhead.directoryRequests(),
        overhead.directoryRequestsAnswered(),
        overhead.refusalsSent(),
        overhead.refusalsReceived());
  }

  List<ShareStatus> shares() {
    List<ShareStatus> all = new ArrayList<>();
    parts.shares.imports().forEach(each -> all.add(each.status()));
    node.shares().all().forEach(each -> all.add(share(each)));
    return all;
  }

  ShareStatus share(LocalShare share) {
    List<HostAndPort> own = node.addresses().announced();
    List<HostAndPort> known = parts.directory.trackers();
    List<HostAndPort> trackers = node.isTracker() ? own : known;
    List<HostAndPort> peers = known.isEmpty() && !node.isTracker() ? own : List.of();
    Optional<String> name = share.name().isEmpty() ? Optional.empty() : Optional.of(share.name());
    return ShareReport.of(share, new Link(share.id(), name, trackers, peers).toString());
  }

  List<PeerStatus> peers(List<Connection> connections) {
    return connections.stream().map(NodeReport::peer).toList();
  }

  private static PeerStatus peer(Connection peer) {
    InetSocketAddress address = peer.remoteAddress();
    return new PeerStatus(
        peer.node().toString(),
        HostAndPort.fromParts(address.getAddress().getHostAddress(), address.getPort()).toString(),
        peer.record().agent(),
        peer.dialled(),
        peer.shares().stream().map(ShareId::toString).toList(),
        PayloadTraffic.of(peer.downMeter(), peer.upMeter()),
        new PeerStatus.Route(
            peer.roundTripNanos() / 1e9, peer.relay().map(HostAndPort::toString).orElse(null)));
  }
}
