package covey.node.replay;

import covey.node.runtime.NodeStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One node, as it was last seen. */
final class ObservedNode {
  private static final String DOWNLOADING = "downloading";
  private static final String SEEDING = "seeding";
  private static final String REMOVED = "removed";

  /** A rate is recorded again when it has grown by this factor. */
  private static final double GROWN = 1.05;

  /** A download is recorded when it has advanced by this part of the share, so at most 50 times. */
  private static final double STEP = 0.02;

  /** The last recorded state of a share. */
  private record Written(String state, long haveBytes) {}

  private final String name;
  private final Map<String, Written> holds = new HashMap<>();
  private String http = "";
  private boolean present;
  private double answeredAt = -1;
  private double answeredBefore = -1;
  private RecordedChange.@Nullable NodeSeen written;
  private RecordedChange.Rates rates;
  private boolean directoryAnswers = true;
  private boolean failedOver;

  ObservedNode(String name) {
    this.name = name;
    rates = new RecordedChange.Rates(0, name, 0, 0);
  }

  boolean isPresent() {
    return present;
  }

  int downloads() {
    return (int) holds.values().stream().filter(w -> w.state().equals(DOWNLOADING)).count();
  }

  /** Takes an answer of the node, at this address. */
  void answered(String address, double at, NodeStatus status, List<RecordedChange> changes) {
    RecordedChange.NodeSeen now =
        new RecordedChange.NodeSeen(
            at,
            name,
            status.role(),
            status.mode(),
            status.upLimitBytesPerSecond(),
            status.downLimitBytesPerSecond());
    boolean first = written == null;
    answeredBefore = present ? answeredAt : first ? -1 : at;
    answeredAt = at;
    if (!present || written == null || !isSame(now, written)) {
      changes.add(now);
      written = now;
    }
    present = true;
    http = address;
    rates(at, status, changes);
    boolean overNow = !status.failover().isEmpty();
    if (status.directoryAnswers() != directoryAnswers || overNow != failedOver) {
      directoryAnswers = status.directoryAnswers();
      failedOver = overNow;
      changes.add(new RecordedChange.DirectorySeen(at, name, directoryAnswers, failedOver));
    }
  }

  private void rates(double at, NodeStatus status, List<RecordedChange> changes) {
    long up = Math.clamp(status.upBytesPerSecond(), 0, RecordingFormat.BYTES_MAX);
    long down = Math.clamp(status.downBytesPerSecond(), 0, RecordingFormat.BYTES_MAX);
    if (up > GROWN * rates.upBytesPerSecond() || down > GROWN * rates.downBytesPerSecond()) {
      rates =
          new RecordedChange.Rates(
              at,
              name,
              Math.max(up, rates.upBytesPerSecond()),
              Math.max(down, rates.downBytesPerSecond()));
      changes.add(rates);
    }
  }

  /** Records that the node does not answer at this address. */
  void gone(String address, double at, List<RecordedChange> changes) {
    if (present && http.equals(address)) {
      present = false;
      changes.add(new RecordedChange.NodeGone(Math.max(at, answeredAt), name));
    }
  }

  /** Takes all shares of the node. */
  void holds(double at, List<ObservedShares.Known> shares, List<RecordedChange> changes) {
    Map<String, ObservedShares.Known> now = new HashMap<>();
    for (ObservedShares.Known share : shares) {
      now.put(share.name(), share);
      holds(at, share, changes);
    }
    List<String> removed = new ArrayList<>(holds.keySet());
    removed.removeAll(now.keySet());
    for (String share : removed) {
      holds.remove(share);
      changes.add(new RecordedChange.Held(at, name, share, REMOVED, 0));
    }
  }

  private void holds(double at, ObservedShares.Known share, List<RecordedChange> changes) {
    if (!RecordingFormat.STATES.contains(share.state())) {
      return; // Being resumed after a start; its state will be known soon.
    }
    Written before = holds.get(share.name());
    if (before == null && answeredBefore >= 0) {
      asked(at, share, changes);
    }
    if (before == null || isChange(before, share)) {
      holds.put(share.name(), new Written(share.state(), share.haveBytes()));
      changes.add(
          new RecordedChange.Held(at, name, share.name(), share.state(), share.haveBytes()));
    }
  }

  /**
   * Records the request of a download that the node did not have when it last answered. A download
   * that began and ended since then took half of that time, on average. The recorded start of one
   * that is still running is as late as its recorded end will be.
   */
  private void asked(double at, ObservedShares.Known share, List<RecordedChange> changes) {
    boolean done = share.state().equals(SEEDING) && share.fetched();
    if (done || (share.state().equals(DOWNLOADING) && share.haveBytes() > 0)) {
      double askedAt = done ? (answeredBefore + at) / 2 : at;
      changes.add(new RecordedChange.Held(askedAt, name, share.name(), DOWNLOADING, 0));
    }
  }

  private static boolean isChange(Written before, ObservedShares.Known now) {
    boolean further = now.haveBytes() - before.haveBytes() > STEP * now.sizeBytes();
    boolean first = before.haveBytes() == 0 && now.haveBytes() > 0;
    return !before.state().equals(now.state()) || further || first;
  }

  private static boolean isSame(RecordedChange.NodeSeen one, RecordedChange.NodeSeen other) {
    return one.role().equals(other.role())
        && one.mode().equals(other.mode())
        && one.upLimitBytesPerSecond() == other.upLimitBytesPerSecond()
        && one.downLimitBytesPerSecond() == other.downLimitBytesPerSecond();
  }
}
