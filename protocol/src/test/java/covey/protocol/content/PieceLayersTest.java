package covey.protocol.content;

import static covey.protocol.content.Contents.KIB;
import static covey.protocol.content.Contents.data;
import static covey.protocol.content.Contents.file;
import static covey.protocol.content.Contents.folder;
import static covey.protocol.content.Contents.layer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PieceLayersTest {
  private static final int PIECE_BYTES = 16 * KIB;

  /** Pieces: none, one, seven, one, two. */
  private final PieceGeometry geometry =
      PieceGeometry.of(
          folder(
              file("a", 0),
              file("b", 16_384),
              file("c", 100_000),
              file("d", 5),
              file("e", 20_000)));

  private final PieceLayers layers = PieceLayers.of(geometry);

  @Test
  void filesOfOnePieceAreKnownFromTheirRoots() {
    assertThat(layers.missingFiles()).containsExactly(2, 4);
    assertThat(layers.complete()).isFalse();
    assertThat(layers.knows(0) && layers.knows(1) && layers.knows(3)).isTrue();
    assertThat(layers.layer(0)).isEmpty();
    assertThat(layers.hash(0)).isEqualTo(layer(data(16_384), PIECE_BYTES));
    assertThat(layers.layer(3)).isEqualTo(layers.hash(8)).isEqualTo(layer(data(5), PIECE_BYTES));
  }

  @Test
  void layersThatLeadToTheRootsCompleteTheShare() {
    assertThat(layers.offer(2, layer(data(100_000), PIECE_BYTES))).isTrue();
    assertThat(layers.missingFiles()).containsExactly(4);
    assertThat(layers.offer(4, layer(data(20_000), PIECE_BYTES))).isTrue();
    assertThat(layers.complete()).isTrue();
    assertThat(layers.missingFiles()).isEmpty();
    for (int piece = 0; piece < geometry.pieceCount(); piece++) {
      int length = (int) geometry.files().get(geometry.fileOf(piece)).lengthBytes();
      int from = (int) geometry.offsetInFile(piece);
      byte[] bytes = Arrays.copyOfRange(data(length), from, from + geometry.lengthBytes(piece));
      assertThat(layers.hash(piece)).isEqualTo(Contents.leaves(bytes));
    }
  }

  @Test
  void shareOfSmallFilesIsCompleteAtOnce() {
    assertThat(PieceLayers.of(PieceGeometry.of(folder(file("a", 7)))).complete()).isTrue();
    assertThat(PieceLayers.of(PieceGeometry.of(folder())).complete()).isTrue();
  }

  @Test
  void layersThatLeadElsewhereAreRefused() {
    byte[] layer = layer(data(100_000), PIECE_BYTES);
    byte[] changed = layer.clone();
    changed[200] ^= 1;
    assertThat(layers.offer(2, changed)).isFalse();
    assertThat(layers.offer(2, Arrays.copyOf(layer, layer.length - 32))).isFalse();
    // Filled up with the zero hash it leads to the same root, yet is not the layer.
    assertThat(layers.offer(2, Arrays.copyOf(layer, layer.length + 32))).isFalse();
    assertThat(layers.offer(2, new byte[0])).isFalse();
    assertThat(layers.offer(4, layer)).isFalse();
    assertThat(layers.offer(-1, layer)).isFalse();
    assertThat(layers.offer(5, layer)).isFalse();
    assertThat(layers.missingFiles()).containsExactly(2, 4);
  }

  @Test
  void rootOfASmallFileIsItsLayer() {
    assertThat(layers.offer(0, new byte[0])).isTrue();
    assertThat(layers.offer(3, layer(data(5), PIECE_BYTES))).isTrue();
    assertThat(layers.offer(3, new byte[32])).isFalse();
    assertThat(layers.missingFiles()).containsExactly(2, 4);
  }

  @Test
  void keptLayersCannotBeChangedFromOutside() {
    byte[] layer = layer(data(100_000), PIECE_BYTES);
    byte[] offered = layer.clone();
    assertThat(layers.offer(2, offered)).isTrue();
    offered[0]++;
    layers.layer(2)[0]++;
    layers.hash(1)[0]++;
    assertThat(layers.layer(2)).isEqualTo(layer);
    assertThat(layers.hashes(2, 0, 7).isReadOnly()).isTrue();
  }

  @Test
  void partsOfALayerAreReadInPlace() {
    byte[] layer = layer(data(100_000), PIECE_BYTES);
    layers.offer(2, layer);
    assertThat(layers.hashes(2, 3, 2)).isEqualTo(ByteBuffer.wrap(layer, 96, 64));
    assertThat(layers.hashes(1, 0, 1)).isEqualTo(ByteBuffer.wrap(layers.hash(0)));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> layers.hashes(2, 6, 2));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> layers.hashes(2, 1, Integer.MAX_VALUE));
  }

  @Test
  void unknownHashesAreAnErrorOfTheCaller() {
    assertThatIllegalStateException().isThrownBy(() -> layers.hash(1));
    assertThatIllegalStateException().isThrownBy(() -> layers.layer(2));
    assertThat(layers.knows(2)).isFalse();
  }
}
