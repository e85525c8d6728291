package covey.node.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * A node's part in a share, from when it asked for it, or was found to have it, until it removed
 * it.
 */
final class Part {
  private final NodeStory node;
  private final double from;
  private final long heldBytes;
  private final boolean asked;
  private final List<Span> pauses = new ArrayList<>();
  private double pausedSince = -1;
  private double firstPieceAt = Span.NEVER;
  private double completedAt = Span.NEVER;
  private long completedBytes;
  private double until = Span.NEVER;

  private Part(NodeStory node, Recorded.Held line, boolean asked) {
    this.node = node;
    this.asked = asked;
    from = line.at();
    heldBytes = line.haveBytes();
  }

  /** It begins as this says. */
  static Part begin(NodeStory node, Recorded.Held line) {
    Part part = new Part(node, line, !line.state().equals("seeding"));
    part.goesOn(line);
    return part;
  }

  /** So it is from then on. */
  void goesOn(Recorded.Held line) {
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
      this.pauses.add(new Span(pausedSince, line.at()));
      pausedSince = -1;
    }
  }

  void removed(double at) {
    until = at;
  }

  NodeStory node() {
    return node;
  }

  /** Whether it had to fetch it. */
  boolean asked() {
    return asked;
  }

  double from() {
    return from;
  }

  /** What it had when it was first seen, verified. */
  long heldBytes() {
    return heldBytes;
  }

  /** Infinite if it never had one. */
  double firstPieceAt() {
    return firstPieceAt;
  }

  /** Infinite if it never was. */
  double completedAt() {
    return completedAt;
  }

  /** What it had when it was complete: less than all if it wanted some files only. */
  long completedBytes() {
    return completedBytes;
  }

  /** When it took part: asked or had it, and was there; ascending, may be empty. */
  List<Span> takesPart() {
    List<Span> paused = new ArrayList<>(pauses);
    if (pausedSince >= 0) {
      paused.add(new Span(pausedSince, Span.NEVER));
    }
    return new Span(from, until)
        .within(node.there()).stream().flatMap(span -> span.without(paused).stream()).toList();
  }
}
