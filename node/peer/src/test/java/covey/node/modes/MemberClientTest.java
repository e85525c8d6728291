package covey.node.modes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.HostAndPort;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryException;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.NodeRecord;
import covey.protocol.directory.OrderVerb;
import covey.protocol.directory.RendezvousVerb;
import covey.protocol.identity.NodeId;
import covey.protocol.wire.LocalNode;
import covey.protocol.wire.WireListener;
import covey.tracker.registry.DirectoryHost;
import covey.tracker.registry.Registry;
import covey.tracker.registry.RegistrySettings;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class MemberClientTest {
  private static final HostAndPort ANY = HostAndPort.fromParts("127.0.0.1", 0);
  private static final HostAndPort NOBODY = HostAndPort.fromParts("127.0.0.1", 1);
  private static final DirectoryVerb ASKED = new DirectoryVerb.Describe();

  private final DirectoryHost host =
      new Registry(InstantSource.system(), RegistrySettings.defaults());
  private final AtomicInteger moves = new AtomicInteger();

  @Test
  void questionGoesToTheNextMemberWhenOneDies() throws Exception {
    ServedDirectory first = ServedDirectory.open(ANY, local(1), host);
    try (ServedDirectory second = ServedDirectory.open(ANY, local(2), host);
        DirectoryClient attached = attachedTo(first.address(), second.address())) {
      assertThat(attached.ask(ASKED)).isInstanceOf(DirectoryAnswer.Described.class);
      assertThat(attached.host()).contains(first.address());

      first.close();
      assertThat(attached.ask(ASKED)).isInstanceOf(DirectoryAnswer.Described.class);
      assertThat(attached.host()).contains(second.address());
      assertThat(moves).hasValue(2);
      assertThat(attached.endpoints()).last().isEqualTo(first.address());
    } finally {
      first.close();
    }
  }

  @Test
  void frozenMemberCostsAMomentAndIsLeft() throws Exception {
    try (WireListener first = silent();
        ServedDirectory second = ServedDirectory.open(ANY, local(2), host);
        DirectoryClient attached = attachedTo(first.address(), second.address())) {
      reach(attached);
      assertThat(attached.ask(ASKED)).isInstanceOf(DirectoryAnswer.Described.class);
      assertThat(attached.host()).contains(second.address());
      assertThat(moves).hasValue(2);
      assertThat(attached.endpoints()).last().isEqualTo(first.address());
    }
  }

  @Test
  void memberThatIsOnlySlowIsKept() throws Exception {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    try (ServedDirectory first = ServedDirectory.open(ANY, local(1), waiting(mayAnswer));
        ServedDirectory second = ServedDirectory.open(ANY, local(2), host);
        DirectoryClient attached = attachedTo(first.address(), second.address())) {
      reach(attached);
      assertThat(attached.ask(ASKED)).isInstanceOf(DirectoryAnswer.Described.class);
      assertThat(attached.host()).contains(first.address());
    } finally {
      mayAnswer.countDown();
    }
  }

  @Test
  void memberThatIsFrozenIsGivenUpIfNoOtherAnswers() throws Exception {
    try (WireListener first = silent();
        DirectoryClient attached = attach(first.address())) {
      reach(attached);
      assertThatThrownBy(() -> attached.ask(ASKED))
          .isInstanceOf(DirectoryException.class)
          .hasMessage("member " + first.address() + " does not answer: no answer within 2000 ms");
    }
  }

  @Test
  void aSeatIsAskedOfOneOnly() throws Exception {
    assertThatOneIsAsked(new RendezvousVerb.TakeSeat(local(9).id()));
  }

  @Test
  void whatWaitsForNewsIsPutToOneOnly() throws Exception {
    NodeRecord self = new NodeRecord(local(9).id(), List.of(), "test");
    assertThatOneIsAsked(new OrderVerb.Follow(self, "p2p", 0, Optional.empty()));
  }

  private void assertThatOneIsAsked(DirectoryVerb question) throws Exception {
    AtomicInteger asked = new AtomicInteger();
    DirectoryHost counting =
        verb -> {
          asked.incrementAndGet();
          return host.ask(verb);
        };
    try (WireListener first = silent();
        ServedDirectory second = ServedDirectory.open(ANY, local(2), counting);
        DirectoryClient attached = attachedTo(first.address(), second.address())) {
      reach(attached);
      Thread asking =
          Thread.ofVirtual().start(() -> assertThatThrownBy(() -> attached.ask(question)));
      assertThat(asking.join(Duration.ofSeconds(1))).isFalse();
      assertThat(asked).hasValue(0);
      asking.interrupt();
      asking.join();
    }
  }

  /** A listener like a frozen process: it accepts messages and never answers. */
  private static WireListener silent() throws IOException {
    return WireListener.open(ANY, local(1), connection -> {});
  }

  private DirectoryHost waiting(CountDownLatch mayAnswer) {
    return verb -> {
      try {
        mayAnswer.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return host.ask(verb);
    };
  }

  @Test
  void whoIsNoMemberAnyMoreIsLeft() throws Exception {
    AtomicBoolean isMember = new AtomicBoolean(true);
    DirectoryHost former =
        verb ->
            isMember.get()
                ? host.ask(verb)
                : new DirectoryAnswer.Failed(
                    DirectoryAnswer.FailureCode.NOT_ALLOWED, "this node hosts no directory");
    try (ServedDirectory first = ServedDirectory.open(ANY, local(1), former);
        ServedDirectory second = ServedDirectory.open(ANY, local(2), host);
        DirectoryClient attached = attachedTo(first.address(), second.address())) {
      reach(attached);
      assertThat(attached.host()).contains(first.address());

      isMember.set(false);
      assertThat(attached.ask(ASKED)).isInstanceOf(DirectoryAnswer.Described.class);
      assertThat(attached.host()).contains(second.address());
    }
  }

  @Test
  void movesToAMemberOnlyIfItAnswers() throws Exception {
    try (ServedDirectory first = ServedDirectory.open(ANY, local(1), host);
        ServedDirectory second = ServedDirectory.open(ANY, local(2), host);
        DirectoryClient attached = attach(first.address())) {
      reach(attached);
      assertThat(attached.moveTo(NOBODY)).isFalse();
      assertThat(attached.host()).contains(first.address());
      assertThat(attached.moveTo(second.address())).isTrue();
      assertThat(attached.host()).contains(second.address());
    }
  }

  @Test
  void nobodyToAskIsOneClearLine() throws Exception {
    try (DirectoryClient attached = attach(NOBODY)) {
      assertThatThrownBy(() -> attached.ask(ASKED))
          .isInstanceOf(DirectoryException.class)
          .hasMessage("member " + NOBODY + " does not answer: connection refused");
      assertThat(attached.host()).isEmpty();
    }
  }

  /**
   * Returns a client connected to {@code first}, however slow the machine is, that also knows
   * {@code other}.
   */
  private DirectoryClient attachedTo(HostAndPort first, HostAndPort other) {
    DirectoryClient attached = attach(first);
    reach(attached);
    attached.renew(List.of(first, other));
    return attached;
  }

  private static void reach(DirectoryClient attached) {
    while (attached.host().isEmpty()) {
      try {
        attached.reach();
      } catch (IOException e) {
        Thread.onSpinWait();
      }
    }
  }

  private DirectoryClient attach(HostAndPort... hosts) {
    DirectoryClient.Listener counting =
        new DirectoryClient.Listener() {
          @Override
          public void connected() {
            moves.incrementAndGet();
          }
        };
    return new DirectoryClient(
        EndpointList.members(List.of(hosts)), local(9), ClientPolicy.members(), counting);
  }

  private static LocalNode local(int n) {
    byte[] bytes = new byte[NodeId.LENGTH];
    bytes[0] = (byte) n;
    return new LocalNode(NodeId.of(bytes), "", "test", List::of);
  }
}
