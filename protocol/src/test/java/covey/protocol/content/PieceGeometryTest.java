package covey.protocol.content;

import static covey.protocol.content.Contents.KIB;
import static covey.protocol.content.Contents.claimedFile;
import static covey.protocol.content.Contents.file;
import static covey.protocol.content.Contents.folder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import covey.protocol.content.ShareInfo.Entry;
import covey.protocol.content.ShareInfo.FileEntry;
import covey.protocol.content.ShareInfo.FolderEntry;
import covey.protocol.content.ShareInfo.LinkEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PieceGeometryTest {
  @Test
  void everyFileStartsAPieceAndItsLastMayBeShort() {
    PieceGeometry geometry =
        PieceGeometry.of(folder(file("a", 40_000), file("b", 16_384), file("c", 1)));
    assertThat(geometry.pieceCount()).isEqualTo(5);
    assertThat(lengths(geometry)).containsExactly(16_384, 16_384, 7_232, 16_384, 1);
    assertThat(geometry.offsetInFile(2)).isEqualTo(32_768);
    assertThat(geometry.offsetInFile(3)).isZero();
    assertThat(geometry.totalBytes()).isEqualTo(56_385);
    assertThat(geometry.leavesPerPiece()).isEqualTo(1);
  }

  @Test
  void emptyFilesAreNumberedButHaveNoPieces() {
    PieceGeometry geometry =
        PieceGeometry.of(
            folder(
                file("a", 0),
                file("b", 20_000),
                file("c", 0),
                file("d", 0),
                file("e", 5),
                file("f", 0)));
    assertThat(geometry.files()).hasSize(6);
    assertThat(geometry.pieceCount()).isEqualTo(3);
    assertThat(List.of(geometry.fileOf(0), geometry.fileOf(1), geometry.fileOf(2)))
        .containsExactly(1, 1, 4);
    assertThat(geometry.pieceCountOf(0)).isZero();
    assertThat(geometry.pieceCountOf(1)).isEqualTo(2);
    assertThat(geometry.pieceCountOf(5)).isZero();
    assertThat(geometry.firstPiece(4)).isEqualTo(2);
  }

  @Test
  void foldersAndLinksAreNotNumbered() {
    PieceGeometry geometry =
        PieceGeometry.of(
            folder(new FolderEntry("a"), file("b", 1), new LinkEntry("c", "b"), file("d", 1)));
    assertThat(geometry.files()).extracting(FileEntry::path).containsExactly("b", "d");
    assertThat(geometry.fileOf(1)).isEqualTo(1);
  }

  @Test
  void shareWithoutBytesHasNoPiece() {
    assertThat(PieceGeometry.of(folder()).pieceCount()).isZero();
    PieceGeometry geometry = PieceGeometry.of(folder(file("a", 0)));
    assertThat(geometry.pieceCount()).isZero();
    assertThat(geometry.totalBytes()).isZero();
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> geometry.fileOf(0));
  }

  @Test
  void piecesOfManySmallFilesAreFoundAgain() {
    Random random = new Random(7);
    List<Entry> entries = new ArrayList<>();
    List<Integer> owners = new ArrayList<>();
    long total = 0;
    for (int i = 0; i < 5_000; i++) {
      int length = random.nextInt(3) == 0 ? 0 : random.nextInt(50_000);
      entries.add(
          length == 0
              ? new FileEntry("f%05d".formatted(i), 0, null, false)
              : claimedFile("f%05d".formatted(i), length));
      for (int at = 0; at < length; at += 16 * KIB) {
        owners.add(i);
      }
      total += length;
    }
    PieceGeometry geometry = PieceGeometry.of(folder(entries.toArray(Entry[]::new)));
    assertThat(geometry.pieceCount()).isEqualTo(owners.size());
    long sum = 0;
    for (int piece = 0; piece < owners.size(); piece++) {
      assertThat(geometry.fileOf(piece)).isEqualTo(owners.get(piece));
      sum += geometry.lengthBytes(piece);
    }
    assertThat(sum).isEqualTo(total).isEqualTo(geometry.totalBytes());
  }

  @Test
  void offsetsBeyondTwoGibAreRight() {
    PieceGeometry geometry =
        PieceGeometry.of(
            new ShareInfo("f", 1 << 20, true, List.of(claimedFile("", (10L << 30) + 1))));
    assertThat(geometry.pieceCount()).isEqualTo(10_241);
    assertThat(geometry.offsetInFile(10_240)).isEqualTo(10L << 30);
    assertThat(geometry.lengthBytes(10_240)).isEqualTo(1);
    assertThat(geometry.lengthBytes(10_239)).isEqualTo(1 << 20);
  }

  @Test
  void indicesOutsideAreRefused() {
    PieceGeometry geometry = PieceGeometry.of(folder(file("a", 1)));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> geometry.lengthBytes(1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> geometry.lengthBytes(-1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> geometry.firstPiece(1));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> geometry.pieceCountOf(1));
  }

  @Test
  void tooManyPiecesAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PieceGeometry.of(folder(claimedFile("a", 1L << 62))));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 64",
    "1, 64",
    "33554432, 64",
    "67108864, 64",
    "67108865, 128",
    "268435456, 128",
    "268435457, 256",
    "1073741823, 256",
    "1073741824, 1024",
    "68719476735, 1024",
    "68719476736, 2048",
    "1099511627776, 32768",
    "4398046511104, 65536",
    "4611686018427387904, 65536",
  })
  void pieceLengthGrowsWithTheShare(long totalBytes, int kib) {
    assertThat(PieceGeometry.chooseLengthBytes(totalBytes)).isEqualTo(kib * KIB);
  }

  @Test
  void sharesUpToFourTebibytesStayBelow65536Pieces() {
    for (long total = 1; total < 4L << 40; total = total * 3 / 2 + 1) {
      assertThat(total / PieceGeometry.chooseLengthBytes(total)).isLessThan(65_536);
    }
  }

  private static List<Integer> lengths(PieceGeometry geometry) {
    List<Integer> lengths = new ArrayList<>();
    for (int piece = 0; piece < geometry.pieceCount(); piece++) {
      lengths.add(geometry.lengthBytes(piece));
    }
    return lengths;
  }
}
