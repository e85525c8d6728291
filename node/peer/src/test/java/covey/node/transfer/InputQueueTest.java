package covey.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import covey.node.swarm.Input;
import covey.node.swarm.PeerKey;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputQueueTest {
  private final List<String> events = new ArrayList<>();
  private final InputQueue queue = new InputQueue(this::handle);

  private void handle(Input input) {
    events.add("begin " + input);
    if (input.equals(new Input.Woke())) {
      queue.put(new Input.PieceLost(1));
      queue.put(new Input.PeerClosed(new PeerKey(2)));
    }
    events.add("end " + input);
  }

  @Test
  void inputThatArisesWhileAnotherIsHandledWaitsUntilThatIsDone() {
    queue.put(new Input.Woke());
    assertThat(events)
        .containsExactly(
            "begin Woke[]",
            "end Woke[]",
            "begin PieceLost[piece=1]",
            "end PieceLost[piece=1]",
            "begin " + new Input.PeerClosed(new PeerKey(2)),
            "end " + new Input.PeerClosed(new PeerKey(2)));
  }
}
