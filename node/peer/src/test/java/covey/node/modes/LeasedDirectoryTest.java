package covey.node.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeasedDirectoryTest {
  private final List<String> happened = Collections.synchronizedList(new ArrayList<>());
  private Runnable whileClosing = () -> {};

  private final LeasedDirectory shared =
      new LeasedDirectory(
          () -> {
            happened.add("opened");
            return new Told();
          });

  private final class Told implements Directory {
    @Override
    public DirectoryAnswer ask(DirectoryVerb verb) {
      happened.add("asked");
      return new DirectoryAnswer.Withdrawn();
    }

    @Override
    public void close() {
      whileClosing.run();
      happened.add("closed");
    }
  }

  @Test
  void itIsOpenedForTheFirstAndClosedAfterTheLast() throws Exception {
    Directory one = shared.lease();
    Directory other = shared.lease();
    one.close();
    one.close();
    other.ask(new DirectoryVerb.Describe());
    other.close();
    assertThat(happened).containsExactly("opened", "asked", "closed");
  }

  @Test
  void itIsOpenedAgainAfterTheLast() throws Exception {
    shared.lease().close();
    shared.lease().close();
    assertThat(happened).containsExactly("opened", "closed", "opened", "closed");
  }

  @Test
  void leaseThatComesWhileItClosesWaitsUntilItIsClosed() throws Exception {
    shared.lease().close();
    happened.clear();
    Directory last = shared.lease();
    Thread leasing = new Thread(() -> assertThatCode(shared::lease).doesNotThrowAnyException());
    whileClosing =
        () -> {
          leasing.start();
          while (leasing.isAlive() && leasing.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
          }
        };
    last.close();
    leasing.join();
    assertThat(happened).containsExactly("opened", "closed", "opened");
  }

  @Test
  void whatCannotBeOpenedIsNotKept() {
    LeasedDirectory failing =
        new LeasedDirectory(
            () -> {
              happened.add("failed");
              throw new IOException("no");
            });
    assertThatThrownBy(failing::lease).isInstanceOf(IOException.class);
    assertThatThrownBy(failing::lease).isInstanceOf(IOException.class);
    assertThat(happened).containsExactly("failed", "failed");
  }
}
