package covey.node.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens when a thread ends by a bug. */
class UncaughtProblemsTest {
  private final List<Integer> halts = new ArrayList<>();
  private final UncaughtProblems handler = new UncaughtProblems(halts::add);

  @Test
  void errorEndsTheProcess() {
    handler.uncaughtException(Thread.currentThread(), new StackOverflowError());
    assertThat(halts).containsExactly(1);
  }

  @Test
  void exceptionEndsTheThreadOnly() {
    handler.uncaughtException(Thread.currentThread(), new IllegalStateException("a bug"));
    assertThat(halts).isEmpty();
  }
}
