package covey.protocol.content;

import static covey.protocol.content.Contents.data;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LeafHasherTest {
  private static final int LENGTH_BYTES = 100_000;

  private final LeafHasher hasher = new LeafHasher();

  @ParameterizedTest
  @MethodSource("buffers")
  void everyKindOfBufferGivesTheSameLeaves(ByteBuffer data) {
    int position = data.position();
    int limit = data.limit();
    assertThat(hasher.hashLeaves(data)).isEqualTo(plainLeaves(data(LENGTH_BYTES)));
    assertThat(data.position()).isEqualTo(position);
    assertThat(data.limit()).isEqualTo(limit);
  }

  static Stream<ByteBuffer> buffers() {
    ByteBuffer heap = ByteBuffer.allocate(LENGTH_BYTES + 20);
    ByteBuffer direct = ByteBuffer.allocateDirect(LENGTH_BYTES + 20);
    heap.put(7, data(LENGTH_BYTES));
    direct.put(7, data(LENGTH_BYTES));
    return Stream.of(heap, direct, heap.asReadOnlyBuffer())
        .flatMap(
            buffer ->
                Stream.of(
                    buffer.duplicate().position(7).limit(7 + LENGTH_BYTES),
                    buffer.slice(7, LENGTH_BYTES),
                    buffer.slice(3, LENGTH_BYTES + 9).position(4).limit(4 + LENGTH_BYTES)));
  }

  @Test
  void hasherCanBeReused() {
    Random random = new Random(1);
    for (int i = 0; i < 50; i++) {
      byte[] data = new byte[random.nextInt(70_000)];
      random.nextBytes(data);
      assertThat(hasher.hashLeaves(ByteBuffer.wrap(data))).isEqualTo(plainLeaves(data));
    }
  }

  @Test
  void noDataHasNoLeaves() {
    assertThat(hasher.hashLeaves(ByteBuffer.allocate(0))).isEmpty();
  }

  @Test
  void hashingAllocatesOnlyItsResult() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    ByteBuffer data = ByteBuffer.allocateDirect(1 << 18);
    int resultBytes = 16 * 32 + 16;
    hasher.hashLeaves(data);
    long before = threads.getCurrentThreadAllocatedBytes();
    int rounds = 100;
    for (int i = 0; i < rounds; i++) {
      hasher.hashLeaves(data);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(allocated).isLessThanOrEqualTo((long) rounds * resultBytes + 1024);
  }

  /** Leaf by leaf with another library's hashing. */
  private static byte[] plainLeaves(byte[] data) {
    ByteBuffer leaves = ByteBuffer.allocate(Math.ceilDiv(data.length, 16_384) * 32);
    for (int from = 0; from < data.length; from += 16_384) {
      byte[] leaf = Arrays.copyOfRange(data, from, Math.min(from + 16_384, data.length));
      leaves.put(Hashing.sha256().hashBytes(leaf).asBytes());
    }
    return leaves.array();
  }
}
