package covey.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedOutputStream;
import covey.protocol.wire.FrameCodec.Decoded;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are, the decoder answers, and takes little memory for it. */
class FrameFuzzTest {
  private static final int ROUNDS = 5_000;
  private static final long MOST_ALLOCATED_BYTES = 8 << 20;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomBytesNeverThrow(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      decode(bytes, seed, round);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void damagedFramesNeverThrow(long seed) {
    Random random = new Random(seed);
    List<Message> samples = Samples.all();
    int malformed = 0;
    for (int round = 0; round < ROUNDS; round++) {
      ByteBuffer frame = FrameCodec.encode(samples.get(random.nextInt(samples.size())));
      byte[] bytes = new byte[frame.limit() - 4];
      frame.get(4, bytes);
      for (int i = random.nextInt(4); i >= 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      if (decode(bytes, seed, round) instanceof Decoded.Malformed) {
        malformed++;
      }
    }
    assertThat(malformed).isBetween(ROUNDS / 10, ROUNDS * 9 / 10);
  }

  @Test
  void aMebibyteOfEmptyRecordsTakesLittleMemory() throws IOException {
    // A DirectoryRequest (field 40) with an Announce (2) of half a million empty shares (2).
    assertTakesLittle(nested(new byte[] {2 << 3 | 2, 0}, 40, 2));
  }

  @Test
  void aMebibyteOfEmptyAddressesTakesLittleMemory() throws IOException {
    assertTakesLittle(nested(new byte[] {7 << 3 | 2, 0}, 1));
  }

  @Test
  void aMebibyteOfUnknownFieldsTakesLittleMemory() throws IOException {
    assertTakesLittle(nested(new byte[] {15 << 3, 1}, 3));
    assertTakesLittle(nested(new byte[] {15 << 3 | 3, 15 << 3 | 4}, 3));
  }

  @Test
  void aMebibyteOfPiecesTakesLittleMemory() throws IOException {
    byte[] zeros = new byte[WireLimits.MESSAGE_BYTES - 100];
    assertTakesLittle(wrapped(wrapped(zeros, 2), 12));
  }

  private static Decoded decode(byte[] bytes, long seed, int round) {
    try {
      return FrameCodec.decode(ByteBuffer.wrap(bytes));
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed + ", round " + round, e);
    }
  }

  private static void assertTakesLittle(byte[] frame) {
    assertThat(frame.length).isBetween(WireLimits.MESSAGE_BYTES - 200, WireLimits.MESSAGE_BYTES);
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    Decoded decoded = FrameCodec.decode(ByteBuffer.wrap(frame));

    long allocatedBytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(decoded).isInstanceOf(Decoded.Malformed.class);
    assertThat(allocatedBytes).isLessThan(MOST_ALLOCATED_BYTES);
  }

  /** The unit again and again up to the limit, inside the fields named from the outside in. */
  private static byte[] nested(byte[] unit, int... fields) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate((WireLimits.MESSAGE_BYTES - 100) / unit.length * unit.length);
    while (bytes.hasRemaining()) {
      bytes.put(unit);
    }
    byte[] inner = bytes.array();
    for (int i = fields.length - 1; i >= 0; i--) {
      inner = wrapped(inner, fields[i]);
    }
    return inner;
  }

  private static byte[] wrapped(byte[] inner, int field) throws IOException {
    byte[] outer = new byte[CodedOutputStream.computeByteArraySize(field, inner)];
    CodedOutputStream.newInstance(outer).writeByteArray(field, inner);
    return outer;
  }
}
