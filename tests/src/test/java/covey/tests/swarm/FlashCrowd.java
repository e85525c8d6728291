package covey.tests.swarm;

import com.google.gson.JsonObject;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One run: all nodes of a {@link SwarmProcesses} start to download a share at once, over their API.
 * The clock runs from before the first of these requests until the last node has verified its file
 * and moved it to its name.
 */
final class FlashCrowd {
  /** A run is given up after this many times its bound plus the grace. */
  private static final int PATIENCE = 4;

  private static final Duration GRACE = Await.PATIENCE;

  private final SwarmProcesses swarm;
  private final SwarmPlan plan;
  private final Path file;
  private final String id;
  private final String link;
  private final double[] doneSeconds;
  private final long[] haveBytes;
  private final List<PlannedKill> ahead;
  private final StringBuilder notes = new StringBuilder();
  private final Map<String, Double> cpuBefore = new TreeMap<>();
  private final Map<String, Double> cpu = new TreeMap<>();
  private long seedSentBytes;
  private int nextToAsk;
  private long startNanos;

  private FlashCrowd(SwarmProcesses swarm, SwarmPlan plan, Path file) throws IOException {
    this.swarm = swarm;
    this.plan = plan;
    this.file = file;
    JsonObject share = swarm.seed().api().add(file);
    id = share.get("id").getAsString();
    link = share.get("link").getAsString();
    doneSeconds = new double[plan.nodes()];
    Arrays.fill(doneSeconds, Double.POSITIVE_INFINITY);
    haveBytes = new long[plan.nodes()];
    ahead = new ArrayList<>(plan.failures());
  }

  /** Runs it with a new file; {@code number} distinguishes it from those of other runs. */
  static SwarmRun run(SwarmProcesses swarm, SwarmPlan plan, long number) throws IOException {
    return new FlashCrowd(swarm, plan, swarm.file(number, plan.sizeBytes())).run();
  }

  private SwarmRun run() throws IOException {
    swarm.processes().forEach((name, node) -> cpuBefore.put(name, cpuSeconds(node)));
    List<SwarmProcesses.Work<JsonObject>> requests = new ArrayList<>();
    for (CoveyNode node : swarm.nodes()) {
      requests.add(() -> node.api().get(link, node.downloads()));
    }
    Duration patience = GRACE.plusMillis((long) (PATIENCE * 1_000 * plan.boundSeconds()));
    startNanos = System.nanoTime();
    SwarmProcesses.atOnce(plan.nodes(), requests);
    Await.until(
        "the run is over", patience.plus(GRACE), () -> look() || seconds() > patience.toSeconds());
    SwarmRun result = result();
    swarm.forget(id, file);
    return result;
  }

  private double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  /** Records completed nodes and applies due failures; returns whether the run is over. */
  private boolean look() throws IOException {
    boolean over = true;
    for (int node = 0; node < plan.nodes(); node++) {
      if (Double.isInfinite(doneSeconds[node]) && Files.exists(copy(node))) {
        doneSeconds[node] = seconds();
      }
      over &= Double.isFinite(doneSeconds[node]) || !alive(node);
    }
    for (PlannedKill failure : List.copyOf(ahead)) {
      if (isDue(failure)) {
        ahead.remove(failure);
        strike(failure);
      }
    }
    return over;
  }

  private Path copy(int node) {
    return swarm.nodes().get(node).downloads().resolve(file.getFileName());
  }

  private boolean alive(int node) {
    return swarm.nodes().get(node).process().alive();
  }

  private boolean isDue(PlannedKill failure) throws IOException {
    if (failure.unit() == PlannedKill.Unit.COPIES) {
      seedSentBytes = swarm.seed().number(id, "uploadedBytes");
      return seedSentBytes >= failure.when() * plan.sizeBytes();
    }
    // One node per poll: polling all of them would cost them processor time.
    int asked = nextToAsk++ % plan.nodes();
    if (alive(asked)) {
      haveBytes[asked] = swarm.nodes().get(asked).number(id, "haveBytes");
    }
    double wanted = (double) plan.nodes() * plan.sizeBytes();
    return 100 * Arrays.stream(haveBytes).sum() >= failure.when() * wanted;
  }

  private void strike(PlannedKill failure) throws IOException {
    long done = Arrays.stream(doneSeconds).filter(Double::isFinite).count();
    notes.append(String.format(Locale.ROOT, "; %s at %.2f s, %d done", failure, seconds(), done));
    switch (failure.target()) {
      case SEED -> {
        seedSentBytes = swarm.seed().number(id, "uploadedBytes");
        kill("seed", swarm.seed());
      }
      case TRACKER -> kill("tracker", swarm.tracker());
      case NODES -> {
        for (int node = 0; node < failure.count(); node++) {
          kill("n%02d".formatted(node + 1), swarm.nodes().get(node));
        }
      }
    }
  }

  private void kill(String name, CoveyNode node) {
    cpu.put(name, cpuSeconds(node) - cpuBefore.getOrDefault(name, 0.0));
    node.process().kill();
  }

  private static double cpuSeconds(CoveyNode node) {
    return node.process().cpu().toNanos() / 1e9;
  }

  private SwarmRun result() throws IOException {
    swarm
        .processes()
        .forEach((name, node) -> cpu.computeIfAbsent(name, n -> cpuSeconds(node) - before(n)));
    int complete = 0;
    double last = 0;
    double sum = 0;
    long duplicate = 0;
    ahead.forEach(failure -> notes.append("; never ").append(failure));
    for (int node = 0; node < plan.nodes(); node++) {
      if (!alive(node)) {
        continue;
      }
      last = Math.max(last, doneSeconds[node]);
      duplicate += swarm.nodes().get(node).number(id, "duplicateBytes");
      if (Double.isFinite(doneSeconds[node]) && Files.mismatch(file, copy(node)) == -1) {
        complete++;
        sum += doneSeconds[node];
      } else {
        long have = swarm.nodes().get(node).number(id, "haveBytes");
        notes.append("; n%02d has %d of %d".formatted(node + 1, have, plan.sizeBytes()));
      }
    }
    if (swarm.seed().process().alive()) {
      seedSentBytes = swarm.seed().number(id, "uploadedBytes");
    }
    return new SwarmRun(
        complete,
        plan.staying(),
        new SwarmRun.Times(last, sum / complete, plan.boundSeconds()),
        (double) seedSentBytes / plan.sizeBytes(),
        duplicate,
        cpu,
        new SwarmRun.Failures(plan.failures().size() - ahead.size(), notes.toString()));
  }

  private double before(String name) {
    return cpuBefore.getOrDefault(name, 0.0);
  }
}
