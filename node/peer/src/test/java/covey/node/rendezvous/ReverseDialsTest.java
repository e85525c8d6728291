package covey.node.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import covey.node.transfer.Connection;
import covey.node.transfer.ShareListener;
import covey.node.transfer.ShareSession;
import covey.node.transfer.TransferContext;
import covey.node.transfer.TransferHost;
import covey.protocol.content.ShareId;
import covey.protocol.directory.NodeRecord;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReverseDialsTest {
  private static final NodeId SELF = node(1);
  private static final ShareId OURS = ShareId.of(bytes(7));
  private static final ShareId STRANGE = ShareId.of(bytes(8));

  private final TransferContext context = new TransferContext(0, 0);
  private final AtomicLong now = new AtomicLong();
  private final BlockingQueue<List<HostAndPort>> dialled = new LinkedBlockingQueue<>();
  private final CountDownLatch hold = new CountDownLatch(1);
  private volatile boolean holding;
  private volatile boolean central;
  private final ReverseDials dialBacks =
      new ReverseDials(SELF, new DialRules(false), new Host(), new Dialler(), now::get);

  @AfterEach
  void stop() {
    hold.countDown();
    context.close();
  }

  @Test
  void whoWantsAShareOfOursIsDialled() throws InterruptedException {
    dialBacks.accept(wish(2, "192.0.2.2:7410", OURS));

    assertThat(next()).containsExactly(HostAndPort.fromString("192.0.2.2:7410"));
  }

  @Test
  void whoWantsWhatWeDoNotHaveOrMayNotGiveIsNot() throws InterruptedException {
    dialBacks.accept(wish(2, "192.0.2.2:7410", STRANGE));
    central = true;
    dialBacks.accept(wish(2, "192.0.2.3:7410", OURS));
    central = false;
    dialBacks.accept(new Message.DialBack(record(SELF, "192.0.2.4:7410"), OURS, Optional.empty()));
    dialBacks.accept(wish(2, "192.0.2.5:7410", OURS));

    assertThat(next()).containsExactly(HostAndPort.fromString("192.0.2.5:7410"));
    assertThat(dialled).isEmpty();
  }

  @Test
  void aFloodUnderManyNamesDialsAnAddressOnce() throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      dialBacks.accept(wish(2 + i, "192.0.2.2:7410", OURS));
    }
    next();
    now.addAndGet(ReverseDials.WINDOW.toNanos());
    dialBacks.accept(wish(2, "192.0.2.2:7410", OURS));
    next();

    assertThat(dialled).isEmpty();
  }

  @Test
  void aFloodOfAddressesDialsFewOfThemInAWindow() {
    for (int i = 0; i < 1_000; i++) {
      dialBacks.accept(wish(2 + i % 200, "192.0.2.2:" + (2_000 + i), OURS));
    }
    assertThat(drain(Duration.ofMillis(500)))
        .isPositive()
        .isLessThanOrEqualTo(ReverseDials.MOST_IN_WINDOW);
  }

  @Test
  void addressesThatSwallowAllTakeNoMoreThanEightThreads() {
    holding = true;
    for (int window = 0; window < 10; window++) {
      now.addAndGet(ReverseDials.WINDOW.toNanos());
      for (int i = 0; i < 10; i++) {
        dialBacks.accept(wish(2 + i, "192.0.2.2:" + (2_000 + 10 * window + i), OURS));
      }
    }

    assertThat(drain(Duration.ofMillis(500))).isEqualTo(8);
  }

  private int drain(Duration quiet) {
    int count = 0;
    try {
      while (dialled.poll(quiet.toMillis(), TimeUnit.MILLISECONDS) != null) {
        count++;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return count;
  }

  private List<HostAndPort> next() throws InterruptedException {
    List<HostAndPort> next = dialled.poll(30, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was dialled");
    }
    return next;
  }

  private static Message.DialBack wish(int from, String address, ShareId share) {
    return new Message.DialBack(record(node(from), address), share, Optional.empty());
  }

  private static NodeRecord record(NodeId id, String address) {
    return new NodeRecord(id, List.of(HostAndPort.fromString(address)), "test");
  }

  private static NodeId node(int number) {
    return NodeId.of(bytes(number));
  }

  private static byte[] bytes(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private final class Dialler implements ReverseDials.Dialler {
    @Override
    public Optional<Connection> present(NodeId node) {
      return Optional.empty();
    }

    @Override
    public Optional<Connection> dial(Message.DialBack wish, List<HostAndPort> addresses) {
      dialled.add(addresses);
      if (holding) {
        try {
          hold.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      return Optional.empty();
    }
  }

  private final class Host implements TransferHost {
    private final ShareSession session = new ShareSession(OURS, context, new Unheard());

    @Override
    public Optional<ShareSession> session(ShareId share) {
      return share.equals(OURS) ? Optional.of(session) : Optional.empty();
    }

    @Override
    public boolean mayServe(NodeId peer) {
      return !central;
    }

    @Override
    public boolean mayAsk(NodeId peer) {
      return !central;
    }

    @Override
    public Message.DirectoryReply answer(NodeId asking, Message.DirectoryRequest request) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void deposit(Connection from, Message.Deposit deposit) {}

    @Override
    public void depositState(Connection from, Message.DepositState state) {}

    @Override
    public void disconnected(Connection connection) {}
  }

  private static final class Unheard implements ShareListener {
    @Override
    public void infoArrived(ShareSession session, byte[] infoBytes) {}

    @Override
    public void completed(ShareSession session) {}

    @Override
    public void failed(ShareSession session, IOException problem) {}

    @Override
    public void lost(ShareSession session, int pieces) {}

    @Override
    public void peersChanged(ShareSession session) {}

    @Override
    public void refused(ShareSession session, Connection connection, String sentence) {}

    @Override
    public void banned(ShareSession session, Connection connection, String reason) {}
  }
}
