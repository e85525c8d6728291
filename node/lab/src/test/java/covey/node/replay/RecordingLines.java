package covey.node.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Builds a recording line by line: a tracker t1, nodes with 1 MB/s, a share s1 of 8 MiB. */
final class RecordingLines {
  static final long SIZE = 8 << 20;
  static final long UP = 1_000_000;

  private final List<RecordedChange> lines = new ArrayList<>();

  static RecordingLines tracker() {
    return new RecordingLines().seen(0, "t1").share("s1", SIZE);
  }

  RecordingLines share(String name, long sizeBytes) {
    return add(
        new RecordedChange.ShareSeen(0, name, sizeBytes, Math.ceilDiv(sizeBytes, 64L << 10)));
  }

  RecordingLines seen(double at, String node) {
    return seen(at, node, "tracker", node.startsWith("t") ? 0 : UP);
  }

  RecordingLines seen(double at, String node, String mode, long up) {
    String role = node.startsWith("t") ? "tracker" : "node";
    return add(new RecordedChange.NodeSeen(at, node, role, mode, up, 0));
  }

  RecordingLines gone(double at, String node) {
    return add(new RecordedChange.NodeGone(at, node));
  }

  RecordingLines have(double at, String node, String state, long haveBytes) {
    return have(at, node, "s1", state, haveBytes);
  }

  RecordingLines have(double at, String node, String share, String state, long haveBytes) {
    return add(new RecordedChange.Held(at, node, share, state, haveBytes));
  }

  /** Adds a node that is present and has the share from the start. */
  RecordingLines publisher(String node) {
    return seen(0, node).have(0, node, "seeding", SIZE);
  }

  /** Adds a node that is present from the start, and downloads the share. */
  RecordingLines fetched(String node, double askedAt, double doneAt) {
    return seen(0, node).have(askedAt, node, "downloading", 0).have(doneAt, node, "seeding", SIZE);
  }

  RecordingLines add(RecordedChange line) {
    lines.add(line);
    return this;
  }

  DeploymentRecording recording() {
    return new DeploymentRecording(
        "2026-11-26T04:00:00Z",
        0.1,
        lines.stream().sorted(Comparator.comparingDouble(RecordedChange::at)).toList());
  }
}
