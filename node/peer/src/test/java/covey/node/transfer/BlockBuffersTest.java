package covey.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BlockBuffersTest {
  @Test
  void aBufferHasExactlyTheRequestedBytesAndIsReused() throws InterruptedException {
    BlockBuffers buffers = new BlockBuffers(1 << 20);
    ByteBuffer first = buffers.take(100_000);
    assertThat(first.remaining()).isEqualTo(100_000);
    assertThat(first.isDirect()).isTrue();
    buffers.give(first);
    assertThat(buffers.take(90_000)).isSameAs(first);
  }

  @Test
  void takeWaitsAtTheLimitUntilABufferIsReturned() throws InterruptedException {
    BlockBuffers buffers = new BlockBuffers(256 << 10);
    ByteBuffer all = buffers.take(256 << 10);
    AtomicReference<ByteBuffer> got = new AtomicReference<>();
    Thread waiter =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    got.set(buffers.take(16 << 10));
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    while (waiter.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(got.get()).isNull();
    buffers.give(all);
    assertThat(waiter.join(Duration.ofSeconds(5))).isTrue();
    assertThat(got.get().remaining()).isEqualTo(16 << 10);
  }

  @Test
  void oneBlockLargerThanTheBoundStillPasses() throws InterruptedException {
    assertThat(new BlockBuffers(16 << 10).take(1 << 20).remaining()).isEqualTo(1 << 20);
  }
}
