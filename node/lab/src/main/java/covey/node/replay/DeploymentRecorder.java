package covey.node.replay;

import covey.node.client.NodeClient;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeStatus;
import covey.node.runtime.ShareStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Polls nodes for their status, and writes what changed.
 *
 * <p>Each node is polled on its own thread, so that a frozen node does not delay the others. A node
 * that has not answered for 3 s, or for three intervals, counts as gone. {@link #run} is called by
 * one thread, {@link #close} by any.
 */
public final class DeploymentRecorder implements AutoCloseable {
  private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final Duration every;
  private final Environment environment;
  private final RecordingWriter out;
  private final ObservedDeployment deployment = new ObservedDeployment();
  private final Map<String, Asker> askers = new HashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final long startNanos = System.nanoTime();

  /** The nodes to poll, and the observer of the recording. */
  public interface Environment {
    /** Returns the nodes to poll at the moment, by HTTP address. */
    Map<String, NodeClient> nodes() throws IOException;

    /** Reports the progress, after every round. */
    void progress(int nodesPresent, int downloadsRunning, long writtenBytes);

    /** Reports in one line a node that cannot be polled, once for each node. */
    void trouble(String http, String line);
  }

  /** Polls at an interval of more than 0. */
  public DeploymentRecorder(Duration every, Environment environment, RecordingWriter out) {
    this.every = every;
    this.environment = environment;
    this.out = out;
  }

  /**
   * Records for {@code length}, if given, or until it is closed.
   *
   * @throws IOException with a one-line message if the recording cannot be written
   */
  public void run(Optional<Duration> length) throws IOException, InterruptedException {
    long roundNanos = 0;
    long endNanos = length.map(Duration::toNanos).orElse(Long.MAX_VALUE);
    while (true) {
      round();
      roundNanos = Math.max(roundNanos + every.toNanos(), now());
      if (closed.await(Math.min(roundNanos, endNanos) - now(), TimeUnit.NANOSECONDS)) {
        return;
      }
      collect();
      if (now() >= endNanos) {
        return;
      }
    }
  }

  /** Makes {@link #run} return. Idempotent. */
  @Override
  public void close() {
    closed.countDown();
  }

  private void round() throws IOException {
    Map<String, NodeClient> nodes = environment.nodes();
    for (Map.Entry<String, NodeClient> node : nodes.entrySet()) {
      askers.computeIfAbsent(node.getKey(), _ -> new Asker()).ask(node.getValue());
    }
    askers.keySet().stream().filter(http -> !nodes.containsKey(http)).forEach(this::ended);
    askers.keySet().retainAll(nodes.keySet());
    write();
  }

  private void ended(String http) {
    deployment.gone(http, seconds(now()));
  }

  private void collect() throws IOException {
    for (Map.Entry<String, Asker> each : askers.entrySet()) {
      String http = each.getKey();
      Asker asker = each.getValue();
      Answer answer = asker.answer;
      if (answer != null) {
        asker.answer = null;
        take(http, answer);
      } else if (now() - asker.askedNanos > Math.max(SILENT_NANOS, 3 * every.toNanos())) {
        deployment.gone(http, seconds(asker.askedNanos));
      }
    }
    write();
    environment.progress(deployment.nodesPresent(), deployment.downloads(), out.writtenBytes());
  }

  private void take(String http, Answer answer) {
    NodeStatus status = answer.status();
    if (status != null) {
      deployment.answered(http, seconds(answer.atNanos()), status, answer.shares());
      return;
    }
    deployment.gone(http, seconds(answer.atNanos()));
    if (deployment.isNewTrouble(http)) {
      environment.trouble(http, answer.problem());
    }
  }

  private void write() throws IOException {
    for (RecordedChange line : deployment.changes()) {
      out.write(line);
    }
  }

  private long now() {
    return System.nanoTime() - startNanos;
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }

  /** The answer of a node, or why there is none. */
  private record Answer(
      long atNanos, @Nullable NodeStatus status, List<ShareStatus> shares, String problem) {}

  /** Polls one node, with one request at a time. */
  private final class Asker {
    private volatile @Nullable Answer answer;
    private volatile boolean busy;
    private volatile long askedNanos;

    void ask(NodeClient node) {
      if (!busy) {
        busy = true;
        askedNanos = now();
        Thread.ofVirtual().name("covey-record").start(() -> run(node));
      }
    }

    private void run(NodeClient node) {
      try {
        NodeStatus status = node.status();
        answer = new Answer(now(), status, node.shares(), "");
      } catch (IOException | NodeProblem e) {
        answer = new Answer(now(), null, List.of(), String.valueOf(e.getMessage()));
      } finally {
        busy = false;
      }
    }
  }
}
