package covey.tracker.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.ModeOrder;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.OrderAnswer;
import covey.protocol.directory.OrderVerb;
import covey.protocol.identity.NodeId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrderBookTest {
  private Instant now = Instant.EPOCH;
  private final List<ModeOrder> taken = new ArrayList<>();
  private final OrderBook book = new OrderBook(() -> now, Optional.empty(), taken::add);

  private static NodeId node(int id) {
    byte[] bytes = new byte[NodeId.LENGTH];
    Arrays.fill(bytes, (byte) id);
    return NodeId.of(bytes);
  }

  private static ModeOrder order(String mode, long epoch, int by) {
    return new ModeOrder(mode, epoch, node(by), List.of());
  }

  private DirectoryAnswer follow(int id, long epoch) {
    HostAndPort listen = HostAndPort.fromParts("192.0.2.1", 7_000 + id);
    NodeRecord record = new NodeRecord(node(id), List.of(listen), "test");
    return book.answer(new OrderVerb.Follow(record, "tracker", epoch, Optional.empty()));
  }

  private OrderAnswer.Followers followers() {
    return (OrderAnswer.Followers) book.answer(new OrderVerb.ListFollowers());
  }

  @Test
  void epochsGrowFromWhatWasRememberedOrHeard() {
    OrderBook remembered =
        new OrderBook(() -> now, Optional.of(order("central", 41, 1)), order -> {});
    var verb = new OrderVerb.OrderMode(node(2), "p2p", List.of());
    assertThat(remembered.answer(verb)).isEqualTo(new OrderAnswer.Ordered(order("p2p", 42, 2)));

    book.answer(new OrderVerb.TellOrder(Optional.of(order("auto", 7, 3))));
    assertThat(book.answer(verb)).isEqualTo(new OrderAnswer.Ordered(order("p2p", 8, 2)));
    assertThat(taken).extracting(ModeOrder::epoch).containsExactly(7L, 8L);
  }

  @Test
  void anOlderOrderChangesNothing() {
    book.take(order("p2p", 5, 1));
    book.take(order("central", 4, 2));
    book.take(order("p2p", 5, 1));
    assertThat(book.newest()).contains(order("p2p", 5, 1));
    assertThat(taken).hasSize(1);
  }

  @Test
  void ofTwoOrdersOfOneEpochTheSameWinsInEitherOrder() {
    OrderBook other = new OrderBook(() -> now, Optional.empty(), order -> {});
    List<ModeOrder> both = List.of(order("p2p", 5, 1), order("central", 5, 2));
    both.forEach(book::take);
    both.reversed().forEach(other::take);
    assertThat(book.newest()).isEqualTo(other.newest());
  }

  @Test
  void noEpochIsLeftAfterTheLast() {
    book.take(order("p2p", Long.MAX_VALUE, 1));
    assertThat(book.answer(new OrderVerb.OrderMode(node(1), "auto", List.of())))
        .isInstanceOf(DirectoryAnswer.Failed.class);
  }

  @Test
  void whoIsNotHeardForLongIsAway() {
    follow(1, 0);
    now = now.plus(OrderBook.AWAY_AFTER.minusSeconds(1));
    follow(2, 3);
    assertThat(followers().followers()).hasSize(2);
    now = now.plusSeconds(2);
    assertThat(followers().followers())
        .extracting(OrderAnswer.Follower::node)
        .containsExactly(node(2));
  }

  @Test
  void newsEndTheWait() throws Exception {
    assertThat(book.awaitNews(Optional.empty(), Duration.ofMillis(1))).isEmpty();
    Thread later = Thread.startVirtualThread(() -> book.take(order("p2p", 1, 1)));
    assertThat(book.awaitNews(Optional.empty(), Duration.ofMinutes(1)))
        .contains(order("p2p", 1, 1));
    later.join();
  }
}
