package covey.node.compare;

import covey.node.process.ProcessGroup;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Test beds of nodes that the comparison starts itself. */
final class LocalTestbeds implements TestbedProvider {
  private static final int WARM_UP_BYTES = 4 << 20;

  private final ComparisonSettings settings;
  private final Path home;
  private final TestHosts hosts;
  private final ProcessGroup processes = new ProcessGroup();
  private volatile @Nullable Testbed current;

  /**
   * Builds test beds below {@code home}. Throws an IOException with a one-line message if the nodes
   * cannot run there.
   */
  LocalTestbeds(ComparisonSettings settings, Path home) throws IOException {
    this.settings = settings;
    this.home = home;
    hosts =
        settings.where() == HostKind.NETNS
            ? NetnsHosts.make(hostsNeeded(settings), settings.links().latencySeconds())
            : TestHosts.loopback();
  }

  private static int hostsNeeded(ComparisonSettings settings) {
    int nodes = settings.mostNodes();
    int others = settings.failures().stream().mapToInt(each -> each.others(nodes)).max().orElse(0);
    return NodeStarter.FIRST_NODE + nodes + others;
  }

  @Override
  public Optional<String> enter(String mode) {
    return Optional.empty();
  }

  @Override
  public Testbed open(String mode, String name, Optional<Failure> failure)
      throws IOException, NodeProblem, InterruptedException {
    Path warmUp = Comparison.randomFile(home.resolve("warm-up"), WARM_UP_BYTES);
    Testbed testbed =
        Testbed.open(
            new TestbedContext(settings, home.resolve(name), hosts, processes, warmUp),
            mode,
            settings.mostNodes(),
            failure);
    current = testbed;
    return testbed;
  }

  @Override
  public String machine() {
    return MachineInfo.words();
  }

  /** Does nothing: closing is always quick. */
  @Override
  public void hurry() {}

  @Override
  public void close() {
    processes.close();
    Testbed last = current;
    if (last != null) {
      last.close();
    }
    hosts.close();
  }
}
