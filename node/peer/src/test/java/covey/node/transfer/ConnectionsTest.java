package covey.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import covey.node.store.ImportedContent;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.wire.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which of several connections to a node is kept. Uses real sockets. */
@Timeout(60)
class ConnectionsTest {
  private static final int LESSER = 1;
  private static final int OURS = 2;
  private static final int GREATER = 3;

  @TempDir Path temp;

  private ImportedContent share;
  private TestNode node;

  @BeforeEach
  void open() throws IOException {
    share = TestNode.content(temp);
    node = new TestNode(OURS, temp);
    node.holding(share);
  }

  @AfterEach
  void close() throws IOException {
    node.close();
  }

  @Test
  void ofTwoConnectionsAtOnceTheOneThatTheLesserDialledIsKept() throws Exception {
    try (Stranger dialled = Stranger.dialledBy(node, GREATER);
        Stranger dialling = Stranger.dialling(node.address(), GREATER)) {
      dialling.openAsReader(1, share.id());
      assertThat(dialling.hear(Message.Goodbye.class).reason()).contains("another connection");
      dialled.openAsReader(1, share.id());
      assertThat(dialled.hear(Message.Open.class).share()).isEqualTo(share.id());
      assertThat(node.to(Stranger.id(GREATER)).orElseThrow().dialled()).isTrue();
    }
  }

  @Test
  void ofTwoConnectionsAtOnceOursIsGivenUpIfTheOtherIsTheLesser() throws Exception {
    try (Stranger dialled = Stranger.dialledBy(node, LESSER);
        Stranger dialling = Stranger.dialling(node.address(), LESSER)) {
      dialling.openAsReader(1, share.id());
      assertThat(dialled.hear(Message.Goodbye.class).reason()).contains("another connection");
      assertThat(dialling.hear(Message.Open.class).share()).isEqualTo(share.id());
      assertThat(node.connections.all()).hasSize(1);
      assertThat(node.to(Stranger.id(LESSER)).orElseThrow().dialled()).isFalse();
    }
  }

  @Test
  void nodesThatDialEachOtherAtOnceEndWithOneAndTheDownloadCompletes() throws Exception {
    try (TestNode other = new TestNode(GREATER, temp);
        var threads = Executors.newFixedThreadPool(2, Connection.THREADS)) {
      ShareSession wanted = other.fetching(share.id());
      CyclicBarrier both = new CyclicBarrier(2);
      for (var made :
          threads.<Void>invokeAll(
              List.of(
                  dial(both, node, other, node.session(share.id()).orElseThrow()),
                  dial(both, other, node, wanted)))) {
        made.get();
      }
      assertThat(other.completed.await(30, TimeUnit.SECONDS)).as("complete").isTrue();
      assertThat(other.downloaded()).hasSameBinaryContentAs(temp.resolve("content.bin"));
      assertThat(node.connections.all()).hasSize(1);
      assertThat(other.connections.all()).hasSize(1);
      assertThat(node.to(other.id).orElseThrow().dialled())
          .as("both speak on the same")
          .isNotEqualTo(other.to(node.id).orElseThrow().dialled());
    }
  }

  private static Callable<Void> dial(
      CyclicBarrier both, TestNode from, TestNode to, ShareSession session) {
    return () -> {
      both.await();
      from.connections
          .connect(to.id, List.of(to.address()))
          .ifPresent(connection -> connection.open(session));
      return null;
    };
  }

  @Test
  void connectionsThatOnlyAskTheDirectoryMayBeMany() throws IOException {
    List<Stranger> asking = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      asking.add(Stranger.dialling(node.address(), GREATER));
    }
    for (int round = 0; round < 2; round++) {
      for (Stranger stranger : asking) {
        stranger.say(new Message.DirectoryRequest(7, new DirectoryVerb.Describe()));
        assertThat(stranger.hear(Message.DirectoryReply.class).id()).isEqualTo(7);
      }
    }
    assertThat(node.connections.all()).isEmpty();
    asking.forEach(Stranger::close);
  }

  @Test
  void silentConnectionIsPingedThenDropped() throws Exception {
    try (Stranger silent = Stranger.dialledBy(node, GREATER)) {
      Connection connection = node.to(Stranger.id(GREATER)).orElseThrow();
      Message.Ping first = silent.hear(Message.Ping.class);
      connection.tick(System.nanoTime() + TimeUnit.SECONDS.toNanos(6));
      assertThat(silent.hear(Message.Ping.class).nonce()).isNotEqualTo(first.nonce());
      assertThat(connection.isClosed()).isFalse();

      connection.tick(System.nanoTime() + TimeUnit.SECONDS.toNanos(31));
      assertThat(silent.hear(Message.Goodbye.class).reason()).contains("silent");
      assertThat(silent.isHungUpOn()).isTrue();
      assertThat(node.connections.all()).isEmpty();
    }
  }
}
