package covey.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import covey.protocol.wire.Message.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8_192, 1_000_000})
  void framesAndPayloadAreReadHoweverTheBytesArrive(int atMostBytes) throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    byte[] payload = new byte[50_000];
    new Random(1).nextBytes(payload);
    byte[] bitfield = new byte[30_000];
    Message open = open(bitfield);
    Message block = new Message.Block(1, 2, 3, payload.length, false);
    for (Message message : List.of(new Message.Close(1), open, block)) {
      stream.writeBytes(FrameCodec.encode(message).array());
    }
    stream.writeBytes(payload);
    stream.writeBytes(FrameCodec.encode(new Message.Ping(4)).array());
    FrameReader reader = reader(stream.toByteArray(), atMostBytes);

    assertThat(next(reader)).isEqualTo(new Message.Close(1));
    assertThat(next(reader)).isEqualTo(open);
    assertThat(next(reader)).isEqualTo(block);
    ByteBuffer start = ByteBuffer.allocateDirect(20_000);
    reader.readPayload(start);
    reader.skipPayload(15_000);
    ByteBuffer end = ByteBuffer.allocate(15_000);
    reader.readPayload(end);
    assertThat(start.flip()).isEqualTo(ByteBuffer.wrap(payload, 0, 20_000));
    assertThat(end.flip()).isEqualTo(ByteBuffer.wrap(payload, 35_000, 15_000));
    assertThat(next(reader)).isEqualTo(new Message.Ping(4));
    assertThatExceptionOfType(EOFException.class).isThrownBy(() -> next(reader));
  }

  @Test
  void everyPartOfAPayloadIsASignOfLife() throws IOException {
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(FrameCodec.encode(new Message.Block(1, 2, 3, 100_000, false)).array());
    stream.writeBytes(new byte[100_000]);
    FrameReader reader = reader(stream.toByteArray(), 50_000);
    next(reader);
    for (int i = 0; i < 2; i++) {
      long beforeNanos = System.nanoTime();
      reader.readPayload(ByteBuffer.allocate(50_000));
      assertThat(reader.lastReadNanos()).isGreaterThanOrEqualTo(beforeNanos);
    }
  }

  @Test
  void aLengthOfFourGibibytesIsTooLarge() {
    FrameReader reader = reader(new byte[] {-1, -1, -1, -1, 1, 2, 3}, 100);

    assertThatExceptionOfType(MalformedFrameException.class)
        .isThrownBy(() -> next(reader))
        .withMessageContaining("4294967295 bytes")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
  }

  @Test
  void aByteMoreThanTheLimitIsTooLarge() {
    byte[] length = ByteBuffer.allocate(4).putInt(WireLimits.MESSAGE_BYTES + 1).array();

    assertThatExceptionOfType(MalformedFrameException.class)
        .isThrownBy(() -> next(reader(length, 100)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE));
  }

  @Test
  void aLengthOfZeroIsMalformed() {
    assertThatExceptionOfType(MalformedFrameException.class)
        .isThrownBy(() -> next(reader(new byte[4], 100)))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_FRAME));
  }

  @Test
  void aStreamThatEndsWithinAFrameIsAnError() {
    byte[] whole = FrameCodec.encode(new Message.Goodbye("because")).array();
    for (int bytes = 1; bytes < whole.length; bytes++) {
      FrameReader reader = reader(Arrays.copyOf(whole, bytes), 3);
      assertThatIOException()
          .isThrownBy(() -> next(reader))
          .isNotInstanceOf(EOFException.class)
          .withMessageContaining("ended within");
    }
  }

  @Test
  void aStreamThatEndsWithinPayloadIsAnError() throws IOException {
    byte[] header = FrameCodec.encode(new Message.Block(1, 0, 0, 10, false)).array();
    FrameReader reading = reader(header, 100);
    FrameReader skipping = reader(header, 100);
    Message unused = next(reading);
    Message unusedToo = next(skipping);

    assertThatIOException()
        .isThrownBy(() -> reading.readPayload(ByteBuffer.allocate(10)))
        .withMessageContaining("10 bytes of payload");
    assertThatIOException()
        .isThrownBy(() -> skipping.skipPayload(10))
        .withMessageContaining("10 bytes of payload");
  }

  @Test
  void payloadMustBeReadAndNotMoreThanThereIs() throws IOException {
    byte[] header = FrameCodec.encode(new Message.Block(1, 0, 0, 10, false)).array();
    FrameReader reader = reader(header, 100);
    Message unused = next(reader);

    assertThatIllegalStateException().isThrownBy(() -> next(reader));
    assertThatIllegalStateException().isThrownBy(() -> reader.readPayload(ByteBuffer.allocate(11)));
    assertThatIllegalStateException().isThrownBy(() -> reader.skipPayload(11));
  }

  @Test
  void aClaimedLengthTakesNoMemoryBeforeItsBytesArrive() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    byte[] claim = ByteBuffer.allocate(4).putInt(WireLimits.MESSAGE_BYTES).array();
    // What the first call ever loads is not what is measured.
    FrameReader first = reader(claim, 100);
    assertThatIOException().isThrownBy(() -> next(first));
    FrameReader reader = reader(claim, 100);
    long before = threads.getCurrentThreadAllocatedBytes();

    assertThatIOException().isThrownBy(() -> next(reader));

    assertThat(threads.getCurrentThreadAllocatedBytes() - before)
        .isLessThan(WireLimits.MESSAGE_BYTES / 2);
  }

  private static Message.Open open(byte[] bitfield) {
    Message.Holding some = new Message.Holding.Some(ByteBuffer.wrap(bitfield));
    return new Message.Open(1, Samples.SHARE, some, true, true);
  }

  private static Message next(FrameReader reader) throws IOException {
    return reader.next(WireLimits.MESSAGE_BYTES);
  }

  private static FrameReader reader(byte[] bytes, int atMostBytes) {
    return new FrameReader(new Dripping(ByteBuffer.wrap(bytes), atMostBytes), new Overhead());
  }

  /** A stream that gives at most so many bytes at a time. */
  private record Dripping(ByteBuffer bytes, int atMostBytes) implements ReadableByteChannel {
    @Override
    public int read(ByteBuffer destination) {
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int count = Math.min(Math.min(atMostBytes, bytes.remaining()), destination.remaining());
      destination.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
