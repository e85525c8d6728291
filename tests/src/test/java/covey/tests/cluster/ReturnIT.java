package covey.tests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import covey.node.modes.Mode;
import covey.node.runtime.Node;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.LocalNode;
import covey.tests.crowd.CrowdListener;
import covey.tests.process.Await;
import covey.tests.process.Measured;
import covey.tests.process.TestMachine;
import covey.tracker.registry.DirectoryHost;
import covey.tracker.registry.Registry;
import covey.tracker.registry.RegistrySettings;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Mode `auto`: many nodes lose their tracker at once, and then it comes back. */
class ReturnIT {
  private static final Duration SOON = Await.PATIENCE;

  /** Each is a member of one cluster in this process, which takes much processor time. */
  private static final int NODES = Measured.isBenchmark() ? 24 : 12;

  private static final Duration STEADY_INTERVAL = Duration.ofSeconds(30);
  private static final Duration WINDOW = Duration.ofSeconds(10);

  @RegisterExtension final TestMachine machine = new TestMachine();

  private final ConcurrentLinkedQueue<Long> announces = new ConcurrentLinkedQueue<>();

  @Test
  void nodesComeBackAndNothingIsLost() throws IOException {
    CrowdListener first = tracker(HostAndPort.fromParts("127.0.0.1", 0), registry());
    HostAndPort address = first.address();
    try (NodeCrowd crowd = NodeCrowd.start(machine, Mode.AUTO, List.of(address), NODES, 2)) {
      first.close();
      for (Node node : crowd.nodes()) {
        Await.until("on members", SOON, () -> !node.status().failover().isEmpty());
      }
      Await.until(
          "one cluster",
          SOON,
          () -> crowd.nodes().stream().allMatch(node -> node.status().members() == NODES));

      announces.clear();
      try (CrowdListener again = tracker(address, registry())) {
        long back = System.nanoTime();
        for (Node node : crowd.nodes()) {
          Await.until("on the tracker", SOON, () -> node.status().failover().isEmpty());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - back);
        List<Long> times = List.copyOf(announces);
        long most = times.stream().mapToLong(from -> within(times, from)).max().orElse(0);
        double steady = (double) NODES * WINDOW.toNanos() / STEADY_INTERVAL.toNanos();
        Measured.lessThan("return of all nodes", took, Duration.ofSeconds(20));
        Measured.between("most announces in 10 s, over the steady number", most / steady, 0, 3);
        assertThat(Lookers.lost(crowd, again.address())).isZero();
      }
    }
  }

  private static long within(List<Long> times, long from) {
    return times.stream().filter(at -> at - from >= 0 && at - from < WINDOW.toNanos()).count();
  }

  private static Registry registry() {
    return new Registry(InstantSource.system(), RegistrySettings.defaults());
  }

  private CrowdListener tracker(HostAndPort address, DirectoryHost host) throws IOException {
    NodeId id = NodeId.random(new SecureRandom());
    LocalNode local = new LocalNode(id, "", "tracker", List::of);
    return new CrowdListener(address, local, verb -> counted(host, verb));
  }

  private DirectoryAnswer counted(DirectoryHost host, DirectoryVerb verb) {
    if (verb instanceof DirectoryVerb.Announce) {
      announces.add(System.nanoTime());
    }
    return host.ask(verb);
  }
}
