package covey.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SendBufferSizerTest {
  private static final long MILLISECOND = 1_000_000;

  /** The last size after a second of blocks at a rate. */
  private static int after(long bytesPerSecond, int blockBytes, long roundTripNanos) {
    SendBufferSizer buffer = new SendBufferSizer(0);
    int size = 0;
    long spacing = blockBytes * 1_000_000_000L / bytesPerSecond;
    for (long now = spacing; now <= 2_000 * MILLISECOND; now += spacing) {
      size = Math.max(size, buffer.sent(now, blockBytes, roundTripNanos));
    }
    return size;
  }

  @Test
  void aSlowLinkKeepsTheLeast() {
    assertThat(after(2_500_000, 64 << 10, MILLISECOND)).isZero();
  }

  @Test
  void aFastLinkGetsTheMost() {
    assertThat(after(1_000_000_000, 256 << 10, 0)).isEqualTo(SendBufferSizer.BYTES_MAX);
  }

  @Test
  void aLongLinkGetsWhatItsRoundTripNeeds() {
    assertThat(after(2_500_000, 64 << 10, 100 * MILLISECOND)).isEqualTo(512 << 10);
  }

  @Test
  void burstIntoAnEmptyBufferIsNotTakenForARate() {
    SendBufferSizer buffer = new SendBufferSizer(0);
    assertThat(buffer.sent(1_000, 64 << 10, 0)).isZero();
    assertThat(buffer.sent(200 * MILLISECOND, 64 << 10, 0)).isZero();
    assertThat(buffer.sent(201 * MILLISECOND, 64 << 10, 0)).isZero();
  }
}
