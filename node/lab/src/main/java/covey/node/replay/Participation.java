package covey.node.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * The participation of a node in a share, from when it requested the share, or was found to have
 * it, until it removed it.
 */
final class Participation {
  private final NodeHistory node;
  private final double from;
  private final long heldBytes;
  private final boolean asked;
  private final List<TimeInterval> pauses = new ArrayList<>();
  private double pausedSince = -1;
  private double firstPieceAt = TimeInterval.NEVER;
  private double completedAt = TimeInterval.NEVER;
  private long completedBytes;
  private double until = TimeInterval.NEVER;

  private Participation(NodeHistory node, RecordedChange.Held line, boolean asked) {
    this.node = node;
    this.asked = asked;
    from = line.at();
    heldBytes = line.haveBytes();
  }

  /** Begins a participation with its first line. */
  static Participation begin(NodeHistory node, RecordedChange.Held line) {
    Participation part = new Participation(node, line, !line.state().equals("seeding"));
    part.update(line);
    return part;
  }

  /** Takes the next line. */
  void update(RecordedChange.Held line) {
    if (line.haveBytes() > heldBytes) {
      firstPieceAt = Math.min(firstPieceAt, line.at());
    }
    if (line.state().equals("seeding")) {
      completedAt = Math.min(completedAt, line.at());
      firstPieceAt = Math.min(firstPieceAt, line.at());
      completedBytes = line.haveBytes();
    }
    boolean pauses = line.state().equals("paused") || (line.state().equals("failed") && !asked);
    if (pauses && pausedSince < 0) {
      pausedSince = line.at();
    } else if (!pauses && pausedSince >= 0) {
      this.pauses.add(new TimeInterval(pausedSince, line.at()));
      pausedSince = -1;
    }
  }

  void removed(double at) {
    until = at;
  }

  NodeHistory node() {
    return node;
  }

  /** Reports whether the node downloaded the share. */
  boolean asked() {
    return asked;
  }

  double from() {
    return from;
  }

  /** The verified bytes that it had when it was first seen. */
  long heldBytes() {
    return heldBytes;
  }

  /** When it had its first piece; infinite if it never had one. */
  double firstPieceAt() {
    return firstPieceAt;
  }

  /** When it was complete; infinite if it never was. */
  double completedAt() {
    return completedAt;
  }

  /** The bytes that it had when it was complete: less than all if it selected some files. */
  long completedBytes() {
    return completedBytes;
  }

  /**
   * The times when it took part: it wanted or had the share, was present and not paused. Ascending,
   * may be empty.
   */
  List<TimeInterval> takesPart() {
    List<TimeInterval> paused = new ArrayList<>(pauses);
    if (pausedSince >= 0) {
      paused.add(new TimeInterval(pausedSince, TimeInterval.NEVER));
    }
    return new TimeInterval(from, until)
        .within(node.present()).stream().flatMap(span -> span.without(paused).stream()).toList();
  }
}
