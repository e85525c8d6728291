package covey.tests.crowd;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.Overhead;
import covey.tests.process.Await;
import covey.tracker.cluster.ClusterKind;
import covey.tracker.cluster.ClusterSettings;
import covey.tracker.cluster.DirectoryCluster;
import covey.tracker.registry.RegistrySettings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Measures the cost of a full mesh of members. Run manually, by class name; not part of the test
 * suite.
 *
 * <p>System property and default: {@code mesh.members} 16,64,100,140.
 */
class MeshBenchmark {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<DirectoryCluster> members = new ArrayList<>();
  private int started;

  @Test
  @Timeout(value = 30, unit = TimeUnit.MINUTES)
  void run() throws IOException {
    for (String count : System.getProperty("mesh.members", "16,64,100,140").split(",")) {
      try {
        measure(Integer.parseInt(count));
      } finally {
        members.parallelStream().forEach(DirectoryCluster::close);
        members.clear();
      }
    }
  }

  private void measure(int count) throws IOException {
    long heap = CrowdBenchmark.heapBytes();
    long descriptors = CrowdBenchmark.descriptors();
    start(List.of());
    Await.until("the first", PATIENCE, () -> !members.getFirst().memberAddresses().isEmpty());
    long begun = System.nanoTime();
    List<HostAndPort> join = members.getFirst().memberAddresses();
    while (members.size() < count) {
      start(join);
    }
    Await.until("one view of " + count, PATIENCE, () -> agree(count));
    double together = (System.nanoTime() - begun) / 1e9;
    Await.until(
        "all reach each other", PATIENCE, () -> CrowdBenchmark.descriptors() > count * (count - 1));
    double meshed = (System.nanoTime() - begun) / 1e9;
    long heapEach = (CrowdBenchmark.heapBytes() - heap) / count;
    long descriptorsEach = (CrowdBenchmark.descriptors() - descriptors) / count;
    double[] joins = new double[3];
    for (int i = 0; i < joins.length; i++) {
      long joined = System.nanoTime();
      start(join);
      int now = members.size();
      Await.until("one more", PATIENCE, () -> agree(now));
      joins[i] = (System.nanoTime() - joined) / 1e9;
    }
    Arrays.sort(joins);
    System.out.printf(
        "%d members: one view after %.1f s, full mesh after %.1f s; each %d descriptors, %.1f MB"
            + " heap; one more is in all views after %.2f s (median of 3, worst %.2f)%n",
        count, together, meshed, descriptorsEach, heapEach / 1e6, joins[1], joins[2]);
  }

  private boolean agree(int count) {
    return members.stream().allMatch(member -> member.members() == count);
  }

  private void start(List<HostAndPort> join) throws IOException {
    byte[] id = ByteBuffer.allocate(NodeId.LENGTH).putInt(++started).array();
    members.add(
        DirectoryCluster.start(
            new ClusterSettings(
                NodeId.of(id),
                new ClusterSettings.Transport("127.0.0.1", 0, "mesh", () -> join, Optional.empty()),
                new ClusterSettings.Role(ClusterKind.MEMBERS, List.of(), 1_000),
                RegistrySettings.defaults(),
                verb ->
                    new DirectoryAnswer.Failed(
                        DirectoryAnswer.FailureCode.NOT_ALLOWED, "not asked"),
                new ClusterSettings.Observers(new Overhead(), null))));
  }
}
