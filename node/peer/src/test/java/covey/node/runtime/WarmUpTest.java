package covey.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmUpTest {
  /** However slow the machine. */
  private static final long LONG_NANOS = Duration.ofMinutes(2).toNanos();

  @TempDir private Path temporary;
  private Path folder;
  private Leftovers leftovers;

  @BeforeEach
  void begin() throws IOException {
    folder = temporary.resolve("rehearsal");
    leftovers = new Leftovers(temporary);
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    assertThat(folder).doesNotExist();
    assertThat(leftovers.await()).isEmpty();
  }

  private boolean rehearse(BooleanSupplier idle) {
    return new WarmUp(folder, idle, LONG_NANOS).run();
  }

  @Test
  void aShareIsMovedByATrackerAndTwoNodes() {
    Set<String> names = new TreeSet<>();
    Set<String> seen = new TreeSet<>();
    assertThat(
            rehearse(
                () -> {
                  names.addAll(List.of(folder.toFile().list()));
                  seen.addAll(lookAround());
                  return true;
                }))
        .isTrue();
    assertThat(names).contains("file", "from", "got", "to", "tracker");
    assertThat(seen).anyMatch(s -> s.startsWith("socket:")).anyMatch(s -> s.startsWith("thread "));
  }

  private Set<String> lookAround() {
    try {
      return leftovers.now();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whatAKilledRehearsalLeftIsDeleted() throws IOException {
    Files.writeString(Files.createDirectories(folder.resolve("from")).resolve("node-id"), "?");
    assertThat(rehearse(() -> true)).isTrue();
  }

  @Test
  void itGivesWayToWhatIsReal() {
    assertThat(rehearse(() -> false)).isFalse();
  }

  @Test
  void itIsGivenUpWhenItTakesTooLong() {
    assertThat(new WarmUp(folder, () -> true, 0).run()).isFalse();
  }

  @Test
  void aFolderThatCannotBeMadeEndsIt() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "kept");
    assertThat(new WarmUp(file.resolve("rehearsal"), () -> true, LONG_NANOS).run()).isFalse();
    assertThat(file).hasContent("kept");
  }

  @Test
  void interruptionEndsIt() {
    boolean whole =
        rehearse(
            () -> {
              Thread.currentThread().interrupt();
              return true;
            });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(whole).isFalse();
  }

  @Test
  void aBugInItIsLoudAndLeavesNothingEither() {
    BooleanSupplier bug =
        () -> {
          throw new IllegalStateException("a bug");
        };
    assertThatThrownBy(() -> rehearse(bug)).hasMessage("a bug");
  }

  @Test
  void itRunsBesideTheNode() throws InterruptedException {
    BlockingQueue<Thread> beside = new LinkedBlockingQueue<>();
    WarmUp.start(
        folder,
        () -> {
          beside.add(Thread.currentThread());
          return false;
        });
    Thread thread = beside.take();
    assertThat(thread).isNotSameAs(Thread.currentThread()).returns(true, Thread::isDaemon);
    thread.join();
  }
}
