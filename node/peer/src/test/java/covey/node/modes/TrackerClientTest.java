package covey.node.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.HostAndPort;
import covey.protocol.content.ShareId;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.ShareRecord;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.LocalNode;
import covey.tracker.registry.Registry;
import covey.tracker.registry.RegistrySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TrackerClientTest {
  private static final HostAndPort ANY = HostAndPort.fromParts("127.0.0.1", 0);
  private static final ShareRecord SHARE = share(1);

  private final Registry registry =
      new Registry(InstantSource.system(), RegistrySettings.defaults());

  @Test
  void whatOneNodeAnnouncesAnotherFinds() throws Exception {
    try (ServedDirectory tracker = ServedDirectory.open(ANY, local(0), registry);
        DirectoryClient one = directory(1, tracker.address());
        DirectoryClient other = directory(2, tracker.address())) {
      assertThat(one.announce(node(1), List.of(SHARE)).interval())
          .isEqualTo(Duration.ofSeconds(30));
      assertThat(other.lookup(SHARE.id(), 10, id(2)).providers())
          .extracting(provider -> provider.node().id())
          .containsExactly(id(1));
      assertThat(other.search("share", 10).shares()).hasSize(1);
      assertThat(other.describe().host()).isEqualTo("tracker");
      assertThat(one.host()).contains(tracker.address());

      one.withdraw(id(1), List.of());
      assertThat(other.lookup(SHARE.id(), 10, id(2)).share()).isEmpty();
    }
  }

  @Test
  void thousandsOfSharesAreAnnouncedInParts() throws Exception {
    try (ServedDirectory tracker = ServedDirectory.open(ANY, local(0), registry);
        DirectoryClient one = directory(1, tracker.address())) {
      one.announce(node(1), IntStream.range(0, 2_500).mapToObj(TrackerClientTest::share).toList());
      assertThat(one.describe().shares()).isEqualTo(2_500);
    }
  }

  @Test
  void trackerThatIsNotThereIsNamedInOneLine() throws Exception {
    HostAndPort nobody = freeAddress();
    try (DirectoryClient one = directory(1, nobody)) {
      assertThatThrownBy(one::describe)
          .isInstanceOf(DirectoryException.class)
          .hasMessage("tracker " + nobody + " does not answer: connection refused");
      assertThat(one.host()).isEmpty();
    }
  }

  @Test
  void nextTrackerIsUsedWhenTheFirstDies() throws Exception {
    ServedDirectory first = ServedDirectory.open(ANY, local(0), registry);
    try (ServedDirectory second = ServedDirectory.open(ANY, local(9), registry);
        DirectoryClient one = directory(1, first.address(), second.address())) {
      one.announce(node(1), List.of(SHARE));
      assertThat(one.host()).contains(first.address());
      first.close();
      assertThat(one.lookup(SHARE.id(), 10, id(2)).providers()).hasSize(1);
      assertThat(one.host()).contains(second.address());
    }
  }

  @Test
  void trackerThatComesBackIsUsedAgain() throws Exception {
    HostAndPort address = freeAddress();
    try (DirectoryClient one = directory(1, address)) {
      assertThatThrownBy(one::describe).isInstanceOf(DirectoryException.class);
      try (ServedDirectory _ = ServedDirectory.open(address, local(0), registry)) {
        await(() -> one.host().isPresent());
        assertThat(one.describe().shares()).isZero();
      }
      await(() -> one.host().isEmpty());
    }
  }

  @Test
  void silentTrackerIsGivenUpAfterTheTimeout() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        DirectoryClient one =
            new DirectoryClient(
                EndpointList.trackers(
                    List.of(HostAndPort.fromParts("127.0.0.1", silent.getLocalPort()))),
                local(1),
                ClientPolicy.trackers(Duration.ofMillis(200), Duration.ofMillis(200)),
                new DirectoryClient.Listener() {})) {
      assertThatThrownBy(one::describe)
          .isInstanceOf(DirectoryException.class)
          .hasMessageContaining("does not answer");
      assertThat(one.host()).isEmpty();
    }
  }

  /**
   * Like SIGSTOP: the system still accepts connections and bytes, but the process does not answer.
   */
  @Test
  void questionToATrackerThatFrozeIsAnsweredByAnother() throws Exception {
    AtomicBoolean frozen = new AtomicBoolean();
    CountDownLatch never = new CountDownLatch(1);
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        ServedDirectory first =
            ServedDirectory.open(
                ANY, local(0), verb -> frozen.get() ? waits(never) : registry.ask(verb));
        ServedDirectory third = ServedDirectory.open(ANY, local(9), registry);
        DirectoryClient one =
            directory(
                1,
                first.address(),
                HostAndPort.fromParts("127.0.0.1", silent.getLocalPort()),
                third.address())) {
      one.announce(node(1), List.of(SHARE));
      frozen.set(true);
      assertThat(one.lookup(SHARE.id(), 10, id(2)).providers()).hasSize(1);
      assertThat(one.host()).contains(third.address());
      never.countDown();
    }
  }

  @Test
  void trackersThatATrackerNamesAreUsedWhenItIsGone() throws Exception {
    try (ServedDirectory other = ServedDirectory.open(ANY, local(9), registry)) {
      registry.reachedAt(List.of(other.address()));
      ServedDirectory named = ServedDirectory.open(ANY, local(0), registry);
      try (DirectoryClient one = directory(1, named.address())) {
        await(() -> one.endpoints().contains(other.address()));
        named.close();
        await(() -> one.host().equals(Optional.of(other.address())));
      }
    }
  }

  @Test
  void refusalSaysWhatTheTrackerSaid() throws Exception {
    try (ServedDirectory tracker = ServedDirectory.open(ANY, local(0), registry);
        DirectoryClient one = directory(1, tracker.address())) {
      assertThatThrownBy(() -> one.announce(node(2), List.of(SHARE)))
          .isInstanceOf(DirectoryException.class)
          .hasMessage("the directory says: a node speaks only for itself");
    }
  }

  private static DirectoryAnswer waits(CountDownLatch until) {
    try {
      until.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new DirectoryAnswer.Failed(DirectoryAnswer.FailureCode.BUSY, "was frozen");
  }

  private static DirectoryClient directory(int n, HostAndPort... trackers) {
    return new DirectoryClient(List.of(trackers), local(n));
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  private static HostAndPort freeAddress() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return HostAndPort.fromParts("127.0.0.1", free.getLocalPort());
    }
  }

  private static ShareRecord share(int n) {
    byte[] bytes = new byte[32];
    new Random(n).nextBytes(bytes);
    return new ShareRecord(ShareId.of(bytes), "share " + n, n, true);
  }

  private static NodeRecord node(int n) {
    return new NodeRecord(id(n), List.of(HostAndPort.fromParts("127.0.0.1", 7_410)), "test");
  }

  private static LocalNode local(int n) {
    return new LocalNode(id(n), "", "test", List::of);
  }

  private static NodeId id(int n) {
    byte[] bytes = new byte[32];
    bytes[31] = (byte) n;
    return NodeId.of(bytes);
  }
}
