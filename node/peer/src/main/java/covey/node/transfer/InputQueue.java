package covey.node.transfer;

import covey.node.swarm.Input;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Passes inputs to a handler one at a time: an input that arises while another is being handled
 * waits until that is done, outputs included. Not thread-safe.
 */
final class InputQueue {
  private final Consumer<Input> handler;
  private final ArrayDeque<Input> waiting = new ArrayDeque<>();
  private boolean handling;

  InputQueue(Consumer<Input> handler) {
    this.handler = handler;
  }

  /** Handles an input, and all that arise from it, unless one is being handled already. */
  void put(Input input) {
    waiting.add(input);
    if (handling) {
      return;
    }
    handling = true;
    try {
      for (Input next = waiting.poll(); next != null; next = waiting.poll()) {
        handler.accept(next);
      }
    } finally {
      handling = false;
    }
  }
}
