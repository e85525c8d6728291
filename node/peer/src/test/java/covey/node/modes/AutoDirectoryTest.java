package covey.node.modes;

import static org.assertj.core.api.Assertions.assertThat;

import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.DirectoryVerb;
import covey.tracker.registry.Registry;
import covey.tracker.registry.RegistrySettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AutoDirectoryTest {
  private final Registry registry =
      new Registry(InstantSource.system(), RegistrySettings.defaults());
  private final List<String> events = Collections.synchronizedList(new ArrayList<>());
  private final AtomicBoolean membersClosed = new AtomicBoolean();
  private final FailOver.Patience impatient =
      new FailOver.Patience(
          Duration.ofMillis(60),
          Duration.ofMillis(40),
          Duration.ofMillis(80),
          Duration.ofMillis(100),
          Duration.ofMillis(150));
  private volatile boolean trackerIsUp = true;
  private volatile long heardNanos = System.nanoTime();

  private Duration silence() {
    if (trackerIsUp) {
      heardNanos = System.nanoTime();
    }
    return Duration.ofNanos(System.nanoTime() - heardNanos);
  }

  private Directory joinMembers() {
    events.add("joined");
    Registry members = new Registry(InstantSource.system(), RegistrySettings.defaults());
    return new Directory() {
      @Override
      public DirectoryAnswer ask(DirectoryVerb verb) {
        return members.ask(verb);
      }

      @Override
      public void close() {
        membersClosed.set(true);
      }
    };
  }

  private final class Heard implements AutoDirectory.Listener {
    @Override
    public void left() {
      events.add("left");
    }

    @Override
    public void returning(Directory tracker) throws DirectoryException {
      tracker.describe();
      events.add("returning");
    }
  }

  @Test
  void theMembersTakeOverFromASilentTrackerAndGiveBackToOneThatAnswers() throws DirectoryException {
    try (AutoDirectory auto =
        new AutoDirectory(registry, this::silence, this::joinMembers, new Heard(), impatient)) {
      assertThat(auto.onTracker()).isTrue();
      assertThat(auto.failover("tracker t")).isEmpty();
      assertThat(events).isEmpty();

      trackerIsUp = false;
      await(() -> events.contains("left"));
      assertThat(events).containsExactly("joined", "left");
      assertThat(auto.describe()).isNotNull();
      assertThat(auto.failover("tracker t"))
          .isEqualTo("on members since 0 s: tracker t does not answer");

      trackerIsUp = true;
      await(auto::onTracker);
      assertThat(events).startsWith("joined", "left", "returning", "returning");
      assertThat(auto.describe().host()).isEqualTo("tracker");
      assertThat(auto.failover("tracker t")).isEmpty();
      await(membersClosed::get);
    }
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(1_000_000);
    }
  }
}
