package covey.protocol.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PieceSetTest {
  @Test
  void firstPieceIsTheHighestBitOfTheFirstByte() {
    PieceSet set = PieceSet.none(10);
    set.add(0);
    set.add(9);
    assertThat(set.toBitfield()).containsExactly(0x80, 0x40);
    assertThat(PieceSet.fromBitfield(ByteBuffer.wrap(set.toBitfield()), 10)).isEqualTo(set);
  }

  @Test
  void bitfieldsRoundTripForEveryCount() {
    Random random = new Random(5);
    for (int count = 0; count < 200; count++) {
      PieceSet set = PieceSet.none(count);
      for (int piece = 0; piece < count; piece++) {
        if (random.nextBoolean()) {
          set.add(piece);
        }
      }
      byte[] bitfield = set.toBitfield();
      ByteBuffer inside = ByteBuffer.allocate(bitfield.length + 3).put(2, bitfield);
      inside.position(2).limit(2 + bitfield.length);
      assertThat(PieceSet.fromBitfield(inside, count)).isEqualTo(set);
    }
  }

  @Test
  void bitfieldsOfAnotherLengthOrWithSpareBitsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PieceSet.fromBitfield(ByteBuffer.allocate(1), 9));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PieceSet.fromBitfield(ByteBuffer.allocate(3), 9));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PieceSet.fromBitfield(ByteBuffer.wrap(new byte[] {0, 0x20}), 10));
  }

  @Test
  void piecesOutsideAreNotAdded() {
    PieceSet set = PieceSet.none(3);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> set.add(3));
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> set.add(-1));
  }

  @Test
  void addAndRemoveTellWhetherAnythingChanged() {
    PieceSet set = PieceSet.none(3);
    assertThat(set.add(1)).isTrue();
    assertThat(set.add(1)).isFalse();
    assertThat(set.remove(1)).isTrue();
    assertThat(set.remove(1)).isFalse();
    assertThat(set.isEmpty()).isTrue();
  }

  @Test
  void nextPiecesEndWithMinusOne() {
    PieceSet set = PieceSet.all(3);
    assertThat(set.isFull()).isTrue();
    set.remove(1);
    assertThat(set.nextSet(1)).isEqualTo(2);
    assertThat(set.nextSet(3)).isEqualTo(-1);
  }

  @Test
  void differenceIsANewSet() {
    PieceSet all = PieceSet.all(3);
    PieceSet one = PieceSet.none(3);
    one.add(1);
    assertThat(all.minus(one).stream()).containsExactly(0, 2);
    assertThat(all.size()).isEqualTo(3);
    assertThat(all.minus(one)).hasToString("2/3");
  }
}
