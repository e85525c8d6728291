package covey.node.compare;

import covey.node.process.ProcessGroup;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Nodes that the lab starts. */
final class OwnSites implements Sites {
  private static final int WARM_UP_BYTES = 4 << 20;

  private final ComparisonSettings settings;
  private final Path home;
  private final Places places;
  private final ProcessGroup processes = new ProcessGroup();
  private volatile @Nullable Site current;

  /** Below {@code home}; IOException with one line for people if the nodes cannot run there. */
  OwnSites(ComparisonSettings settings, Path home) throws IOException {
    this.settings = settings;
    this.home = home;
    places =
        settings.where() == Where.NETNS
            ? Namespaces.make(placesNeeded(settings), settings.links().latencySeconds())
            : Places.loopback();
  }

  private static int placesNeeded(ComparisonSettings settings) {
    int nodes = settings.mostNodes();
    int others = settings.failures().stream().mapToInt(each -> each.others(nodes)).max().orElse(0);
    return Starter.FIRST_NODE + nodes + others;
  }

  @Override
  public Optional<String> enter(String mode) {
    return Optional.empty();
  }

  @Override
  public Site open(String mode, String name, Optional<Failure> failure)
      throws IOException, NodeProblem, InterruptedException {
    Path warmUp = Comparison.randomFile(home.resolve("warm-up"), WARM_UP_BYTES);
    Site site =
        Site.open(
            new Ground(settings, home.resolve(name), places, processes, warmUp),
            mode,
            settings.mostNodes(),
            failure);
    current = site;
    return site;
  }

  @Override
  public String machine() {
    return Machine.words();
  }

  /** Nothing takes long. */
  @Override
  public void hurry() {}

  @Override
  public void close() {
    processes.close();
    Site last = current;
    if (last != null) {
      last.close();
    }
    places.close();
  }
}
