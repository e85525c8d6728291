package covey.node.modes;

import static org.assertj.core.api.Assertions.assertThat;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.DirectoryVerb;
import covey.tracker.registry.Registry;
import covey.tracker.registry.RegistrySettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class AutoDirectoryTest {
  private final Registry registry =
      new Registry(InstantSource.system(), RegistrySettings.defaults());
  private final AtomicBoolean trackerIsUp = new AtomicBoolean(true);
  private final AtomicBoolean membersJoined = new AtomicBoolean();
  private final AutoDirectory.Patience impatient =
      new AutoDirectory.Patience(
          Duration.ofMillis(60), Duration.ofMillis(100), Duration.ofMillis(10));

  private DirectoryAnswer trackerAnswers(DirectoryVerb verb) {
    return trackerIsUp.get()
        ? registry.answer(verb)
        : new DirectoryAnswer.Failed("INTERNAL", "down");
  }

  private HostedDirectory joinMembers() {
    membersJoined.set(true);
    return new HostedDirectory(new Registry(InstantSource.system(), RegistrySettings.defaults()));
  }

  @Test
  void theMembersTakeOverFromASilentTrackerAndGiveBackToOneThatAnswers() throws DirectoryException {
    try (AutoDirectory auto =
        new AutoDirectory(
            new HostedDirectory(this::trackerAnswers), this::joinMembers, impatient)) {
      assertThat(auto.onTracker()).isTrue();
      assertThat(membersJoined).isFalse();

      trackerIsUp.set(false);
      awaitHost(auto, false);
      assertThat(auto.describe()).isNotNull();
      assertThat(membersJoined).isTrue();

      trackerIsUp.set(true);
      awaitHost(auto, true);
      assertThat(auto.describe().host()).isEqualTo("tracker");
    }
  }

  private static void awaitHost(AutoDirectory auto, boolean tracker) {
    while (auto.onTracker() != tracker) {
      Thread.onSpinWait();
    }
  }
}
