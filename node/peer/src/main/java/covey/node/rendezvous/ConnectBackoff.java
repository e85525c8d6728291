package covey.node.rendezvous;

import covey.protocol.identity.NodeId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Nodes that could not be reached, with the reason and the time of the next try: after 2 s, then
 * with exponential back-off up to 32 s. Keeps the last thousand. Thread-safe.
 */
final class ConnectBackoff {
  private static final int MOST = 1_000;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final int MOST_DOUBLINGS = 4;

  private final LinkedHashMap<NodeId, Setback> setbacks = new LinkedHashMap<>();

  private record Setback(String why, int before, long notBeforeNanos) {}

  synchronized void add(NodeId node, String why) {
    Setback last = setbacks.remove(node);
    int before = last == null ? 0 : Math.min(last.before + 1, MOST_DOUBLINGS);
    long pauseNanos = FIRST_PAUSE.toNanos() << before;
    setbacks.put(node, new Setback(why, before, System.nanoTime() + pauseNanos));
    if (setbacks.size() > MOST) {
      setbacks.pollFirstEntry();
    }
  }

  synchronized boolean mayTry(NodeId node) {
    Setback last = setbacks.get(node);
    return last == null || System.nanoTime() - last.notBeforeNanos >= 0;
  }

  synchronized Optional<String> why(NodeId node) {
    return Optional.ofNullable(setbacks.get(node)).map(Setback::why);
  }

  synchronized void forget(NodeId node) {
    setbacks.remove(node);
  }
}
