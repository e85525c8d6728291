package covey.node.runtime;

import covey.node.modes.Mode;
import covey.protocol.directory.ModeOrder;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mode that a node starts in: the mode of the newest order that it knows, or else the one in
 * its settings.
 *
 * @param followed the order, if the mode comes from one
 */
record InitialMode(Mode mode, Optional<ModeOrder> followed) {
  private static final Logger LOG = LoggerFactory.getLogger(InitialMode.class);

  static InitialMode of(NodeSettings settings, Optional<ModeOrder> order) {
    if (settings.role() == NodeSettings.Role.TRACKER) {
      return new InitialMode(Mode.TRACKER, Optional.empty());
    }
    Mode asked = settings.directory().mode();
    Optional<Mode> ordered = order.flatMap(o -> Mode.of(o.mode()));
    if (order.isEmpty() || ordered.isEmpty() || lacksTracker(ordered.get(), settings)) {
      return new InitialMode(asked, Optional.empty());
    }
    if (ordered.get() != asked) {
      LOG.info(
          "the deployment was ordered into mode {} (epoch {}); `covey mode {}` changes this node",
          ordered.get().word(),
          order.get().epoch(),
          asked.word());
    }
    return new InitialMode(ordered.get(), order);
  }

  /** Whether the mode needs a tracker and none is configured; the node may learn of one later. */
  private static boolean lacksTracker(Mode mode, NodeSettings settings) {
    return mode.needsTracker() && settings.directory().trackers().isEmpty();
  }
}
