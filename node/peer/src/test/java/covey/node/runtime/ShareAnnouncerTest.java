package covey.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import covey.protocol.content.ShareId;
import covey.protocol.directory.Directory;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.ShareRecord;
import covey.protocol.identity.NodeId;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When is a node told that the directory knows of it? */
class ShareAnnouncerTest {
  private static final NodeRecord SELF =
      new NodeRecord(NodeId.random(new SecureRandom()), List.of(), "test");
  private static final ShareRecord ONE = new ShareRecord(id('a'), "one", 1, false);
  private static final ShareRecord TWO = new ShareRecord(id('b'), "two", 2, false);

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private volatile List<ShareRecord> shares = List.of(ONE);
  private volatile boolean down;
  private final PendingAnnouncement pending = new PendingAnnouncement(SELF, () -> shares);

  @Test
  void shareIsToldOfOnceTheDirectoryKnowsIt() throws InterruptedException {
    try (ShareAnnouncer _ = announcer()) {
      expect("announced 1", "known " + ONE.id());

      shares = List.of(ONE, TWO);
      pending.wake();
      expect("announced 2", "known " + TWO.id());
    }
  }

  @Test
  void shareIsToldOfAgainWhenTheDirectoryIsBack() throws InterruptedException {
    try (ShareAnnouncer _ = announcer()) {
      expect("announced 1", "known " + ONE.id());

      down = true;
      pending.wake();
      expect("failed");
      down = false;
      pending.wake();
      expect("announced 1", "known " + ONE.id());
    }
  }

  @Test
  void trackerThatIsReturnedToIsToldEverythingOnceAndThenWhatChanged() throws Exception {
    try (ShareAnnouncer _ = announcer()) {
      expect("announced 1", "known " + ONE.id());
      pending.leftTracker();
      expect("announced 1");

      Fake tracker = new Fake();
      pending.returning(tracker);
      expect("announced 1");
      pending.returning(tracker);
      shares = List.of(ONE, TWO);
      pending.returning(tracker);
      expect("announced 2");
      shares = List.of(TWO);
      pending.returning(tracker);
      expect("announced 1", "withdrawn " + ONE.id());
    }
  }

  private ShareAnnouncer announcer() {
    ShareAnnouncer made = new ShareAnnouncer(new Fake(), pending, id -> events.add("known " + id));
    made.start();
    return made;
  }

  private void expect(String... next) throws InterruptedException {
    for (String event : next) {
      assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo(event);
    }
  }

  private static ShareId id(char digit) {
    return ShareId.parse(String.valueOf(digit).repeat(51) + 'a');
  }

  private final class Fake implements Directory {
    @Override
    public DirectoryAnswer ask(DirectoryVerb verb) throws DirectoryException {
      if (verb instanceof DirectoryVerb.Announce announce) {
        if (down) {
          events.add("failed");
          throw new DirectoryException("down");
        }
        events.add("announced " + announce.shares().size());
      }
      if (verb instanceof DirectoryVerb.Withdraw withdraw) {
        withdraw.shares().forEach(share -> events.add("withdrawn " + share));
        return new DirectoryAnswer.Withdrawn();
      }
      return new DirectoryAnswer.Announced(Duration.ofMinutes(1), Duration.ofMinutes(2));
    }

    @Override
    public void close() {}
  }
}
