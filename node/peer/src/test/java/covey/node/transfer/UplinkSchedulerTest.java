package covey.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import covey.node.swarm.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class UplinkSchedulerTest {
  private static final int BLOCK = 256 << 10;
  private static final long MIB = 1 << 20;

  private final RateLimit limit = new RateLimit(0);
  private final UplinkScheduler turns = new UplinkScheduler(limit);
  private final UplinkFlow a = new UplinkFlow(4 * MIB);
  private final UplinkFlow b = new UplinkFlow(4 * MIB);
  private final UplinkQueue place = turns.place();

  private static WaitingBlock block(UplinkFlow share, int piece) {
    return new WaitingBlock(null, share, new Block(piece, 0, BLOCK), false);
  }

  private void add(UplinkQueue to, UplinkFlow share, int blocks) {
    for (int piece = 0; piece < blocks; piece++) {
      turns.add(to, block(share, piece));
    }
  }

  private void send(int blocks) throws IOException {
    for (int i = 0; i < blocks; i++) {
      assertThat(turns.begin(place)).isNotNull();
    }
  }

  /** Sends this many waiting blocks; returns how many of them are of the share. */
  private int count(UplinkFlow share, int blocks) throws IOException {
    int count = 0;
    for (int i = 0; i < blocks; i++) {
      WaitingBlock next = turns.begin(place);
      count += next != null && next.share() == share ? 1 : 0;
    }
    return count;
  }

  @Test
  void sharesAlternateOnAConnectionWhateverTheOrderInWhichTheyWait() throws IOException {
    add(place, a, 20);
    add(place, b, 20);
    assertThat(count(a, 10)).isEqualTo(5);
    assertThat(count(a, 10)).isEqualTo(5);
  }

  @Test
  void blocksOfAShareLeaveInTheirOrder() throws IOException {
    add(place, a, 5);
    List<Integer> pieces = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      pieces.add(turns.begin(place).block().piece());
    }
    assertThat(pieces).containsExactly(0, 1, 2, 3, 4);
    assertThat(turns.isEmpty(place)).isTrue();
    assertThat(turns.begin(place)).isNull();
  }

  @Test
  void shareGetsTwiceAsMuchAsOneSixteenTimesAsLarge() throws IOException {
    UplinkFlow large = new UplinkFlow(64 * MIB);
    add(place, large, 40);
    add(place, a, 40);
    assertThat(count(a, 30)).isBetween(19, 21);
  }

  @Test
  void idleShareCatchesUpOneBlockAtMost() throws IOException {
    add(place, a, 100);
    add(place, b, 1);
    send(50);
    add(place, b, 20);
    assertThat(count(b, 10)).isBetween(5, 6);
  }

  @Test
  void aShareIsChargedOnAllItsConnections() throws IOException {
    UplinkQueue other = turns.place();
    add(other, a, 10);
    add(place, a, 10);
    add(place, b, 20);
    for (int i = 0; i < 4; i++) {
      assertThat(turns.begin(other)).isNotNull();
    }
    assertThat(count(b, 4)).as("what it lags behind").isGreaterThanOrEqualTo(3);
  }

  @Test
  void whatIsDroppedIsNotSent() throws IOException {
    add(place, a, 3);
    turns.clear(place);
    assertThat(turns.begin(place)).isNull();
  }

  @Test
  void aRequestedBlockCanBeCancelledUntilItBegins() throws IOException {
    add(place, a, 2);
    assertThat(turns.begin(place)).isNotNull();
    assertThat(turns.remove(place, null, new Block(0, 0, BLOCK))).isFalse();
    assertThat(turns.remove(place, null, new Block(1, 0, BLOCK))).isTrue();
    assertThat(turns.isEmpty(place)).isTrue();
  }

  @Test
  void aBlockSentOnCreditCannotBeCancelled() {
    Block block = new Block(0, 0, BLOCK);
    turns.add(place, new WaitingBlock(null, a, block, true));
    assertThat(turns.remove(place, null, block)).isFalse();
  }

  @Test
  void calledPlaceStopsWaitingAndKeepsItsBlock() throws Exception {
    limit.set(1);
    limit.take(BLOCK);
    add(place, a, 1);
    Queue<Boolean> gotNone = new ConcurrentLinkedQueue<>();
    Thread thread = Thread.ofVirtual().start(() -> gotNone.add(begin(place) == null));
    turns.call(place);
    thread.join();
    assertThat(gotNone).containsExactly(true);
    assertThat(turns.isEmpty(place)).isFalse();
  }

  @Test
  void aBlockThatHasBegunEndsBeforeAnotherBegins() throws Exception {
    add(place, a, 1);
    assertThat(turns.begin(place)).isNotNull();
    UplinkQueue other = turns.place();
    add(other, b, 1);
    limit.set(BLOCK);
    limit.take(BLOCK); // a second, in which both come to wait
    Queue<UplinkFlow> order = new ConcurrentLinkedQueue<>();
    Thread waits = Thread.ofPlatform().start(() -> order.add(begin(other).share()));
    await(waits);
    Thread goesOn = Thread.ofPlatform().start(() -> proceed(place, a, BLOCK / 2, order));
    await(goesOn);
    waits.join();
    goesOn.join();
    assertThat(order).containsExactly(a, b);
  }

  @Test
  void aShareOnThreeConnectionsGetsNoMoreThanOneOnOne() throws InterruptedException {
    limit.set(8 * MIB);
    AtomicLong many = new AtomicLong();
    AtomicLong one = new AtomicLong();
    AtomicBoolean over = new AtomicBoolean();
    CountDownLatch done = new CountDownLatch(4);
    for (int i = 0; i < 4; i++) {
      UplinkFlow share = i == 0 ? a : b;
      AtomicLong sum = i == 0 ? one : many;
      UplinkQueue mine = turns.place();
      add(mine, share, 100);
      Thread.ofPlatform()
          .start(
              () -> {
                while (!over.get()) {
                  sum.addAndGet(sendBlock(mine));
                  over.compareAndSet(false, one.get() + many.get() >= 5 * MIB);
                }
                done.countDown();
              });
    }
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat((double) many.get() / one.get()).isBetween(0.7, 1.5);
  }

  private int sendBlock(UplinkQueue from) {
    WaitingBlock block = begin(from);
    int sent = turns.chunkBytes(BLOCK);
    while (sent < BLOCK) {
      int chunk = turns.chunkBytes(BLOCK - sent);
      proceed(from, block.share(), chunk, new ConcurrentLinkedQueue<>());
      sent += chunk;
    }
    return sent;
  }

  private WaitingBlock begin(UplinkQueue at) {
    try {
      return turns.begin(at);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void proceed(UplinkQueue at, UplinkFlow share, int bytes, Queue<UplinkFlow> order) {
    try {
      turns.proceed(at, share, bytes);
      order.add(share);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns once the thread waits for its turn. */
  private static void await(Thread thread) {
    while (thread.getState() != Thread.State.WAITING
        && thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.onSpinWait();
    }
  }
}
