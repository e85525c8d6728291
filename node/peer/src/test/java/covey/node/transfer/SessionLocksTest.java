package covey.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.node.store.ImportedContent;
import covey.protocol.wire.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several sessions on the same connections, and connections that close meanwhile. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SessionLocksTest {
  private static final int OURS = 2;
  private static final int FIRST_PEER = 10;
  private static final int ROUNDS = 10;

  @TempDir Path temp;

  private ImportedContent one;
  private ImportedContent other;

  @BeforeEach
  void open() throws IOException {
    one = TestNode.content(temp, "one.bin");
    other = TestNode.content(temp, "other.bin");
  }

  @Test
  void bansInTwoSessionsOfPeersThatShareBothDoNotDeadlock() throws Exception {
    TestNode node = new TestNode(OURS, temp); // closed only if it is not deadlocked
    ShareSession first = node.fetching(one);
    ShareSession second = node.fetching(other);
    CyclicBarrier bothBan = new CyclicBarrier(2);
    node.whenBanned = () -> await(bothBan);
    for (int round = 0; round < ROUNDS; round++) {
      int number = FIRST_PEER + 2 * round;
      try (Stranger a = peer(node, number);
          Stranger b = peer(node, number + 1)) {
        sendImpossibleBlock(a, 1);
        sendImpossibleBlock(b, 2);

        assertThat(a.isHungUpOn()).isTrue();
        assertThat(b.isHungUpOn()).isTrue();
      }
      assertThat(first.isBanned(Stranger.id(number))).isTrue();
      assertThat(second.isBanned(Stranger.id(number + 1))).isTrue();
    }
    node.close();
  }

  private Stranger peer(TestNode node, int number) throws IOException {
    Stranger peer = Stranger.dialling(node.address(), number);
    peer.openAsSeed(1, one.id());
    peer.openAsSeed(2, other.id());
    peer.hear(Message.Open.class);
    peer.hear(Message.Open.class);
    return peer;
  }

  private static void sendImpossibleBlock(Stranger peer, int handle) throws IOException {
    peer.say(new Message.Block(handle, 0, 1, 10, true), new byte[10]);
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void threadThatHoldsASessionsGuardMayNotTakeAnothers() {
    SessionLock guard = new SessionLock();
    SessionLock another = new SessionLock();
    assertThatThrownBy(() -> guard.run(() -> another.run(() -> {})))
        .isInstanceOf(AssertionError.class);
    guard.run(() -> guard.afterwards(() -> another.run(() -> {})));
  }

  @Test
  void shareOpenedWhileTheConnectionClosesLeavesNoLink() throws Exception {
    try (TestNode node = new TestNode(OURS, temp)) {
      ShareSession session = node.fetching(one);
      try (Stranger peer = Stranger.dialledBy(node, FIRST_PEER)) {
        Connection connection = node.to(Stranger.id(FIRST_PEER)).orElseThrow();
        connection.close("test");
        peer.hear(Message.Goodbye.class);
        // What the reading thread does with an Open that it took before the connection closed.
        session
            .peerLinks()
            .openedByPeer(
                new ShareLink(connection, session, 1),
                new Message.Open(1, one.id(), new Message.Holding.All(), false, true));
        connection.open(session);

        assertThat(session.peers().open()).isZero();
        assertThat(session.connections()).isEmpty();
      }
    }
  }
}
