package covey.node.compare;

import covey.node.runtime.NodeProblem;
import covey.node.trace.FigureText;
import covey.node.trace.Trace;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Records one run of each kind as the first node sees it: in every mode the first run with the
 * fewest and with the most nodes, and the runs with failures. With the most nodes, the server of
 * {@code central} is recorded too. Thread-safe.
 */
final class RunTraces {
  private final ComparisonSettings settings;
  private final Map<String, Trace> recordings = new LinkedHashMap<>();

  RunTraces(ComparisonSettings settings) {
    this.settings = settings;
  }

  /** Makes a run, and records it if it is the first of its kind. */
  RunResult record(Testbed testbed, Run.Which which, Run run)
      throws IOException, InterruptedException, NodeProblem {
    boolean most = which.nodes() == settings.mostNodes();
    boolean fewest = which.nodes() == settings.nodes().getFirst();
    if (which.failure().isEmpty() && (which.repeat() > 1 || !(most || fewest))) {
      return run.measure();
    }
    Map<String, NodeTrace> views = new LinkedHashMap<>(testbed.views());
    if (!most || which.failure().isPresent()) {
      views.keySet().removeIf(name -> !name.equals(Testbed.FIRST_NODE));
    }
    views.values().forEach(NodeTrace::begin);
    RunResult result = run.measure();
    for (Map.Entry<String, NodeTrace> view : views.entrySet()) {
      Trace recording = view.getValue().end().named(testbed.names());
      Double failed = result.setup().failedAtSeconds();
      add(
          result,
          view.getKey(),
          failed == null
              ? recording
              : recording.noted(failed, "injected failure: " + result.failure()));
    }
    return result;
  }

  private synchronized void add(RunResult run, String viewer, Trace recording) {
    String failure = run.failure().isEmpty() ? "" : ", " + run.failure();
    String title =
        "%s, %s%s: messages of %s"
            .formatted(run.mode(), FigureText.count(run.nodes(), "node"), failure, viewer);
    String name =
        "%02d %s %d %s %s"
            .formatted(recordings.size() + 1, run.mode(), run.nodes(), run.failure(), viewer)
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-");
    recordings.put(name, recording.titled(title));
  }

  /** The recordings so far, by names suitable for files. */
  synchronized Map<String, Trace> recordings() {
    return new LinkedHashMap<>(recordings);
  }
}
