package covey.protocol.content;

import static covey.protocol.content.Contents.KIB;
import static covey.protocol.content.Contents.data;
import static covey.protocol.content.Contents.layer;
import static covey.protocol.content.Contents.leaves;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MerkleTreeTest {
  @ParameterizedTest
  @CsvSource({
    "1, 6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "16383, e08c7d58e58b9318263144a618d6f2b6f6825974decd9e6f9371567354b6f566",
    "16384, 4348e3b98e8a327b34ced39c1da9e67cdb4cd5e48e4d7960607a3ae403d35f0c",
    "16385, 9d7887c65d577a0237fb3c0998b87b3a62762d03796889a2caea01db914ccbb8",
    "49152, c23d35ec942288a7d9b58d1d0446a76104660b7c72e5cf39f38bddb028ff8ca0",
    "65537, 27e4ccf8e3d554bfce504235da1292c2c8beb24ba5b3e1cd62f41bd692517fbe",
    "100000, 505fc9a922f60ae071450b07256a4ba760612bffc38c27584ed03fd96c69841b",
    "262144, 936f20cb9f0648c16ce2556795f1cc50ad21a3e3ec53ed8a6e554a75f8a4357f",
    "1000000, c6ba179eeb6d3fa33dd2f92a78d90d91d8230efcfb2c565375c85bf9e1e674cd",
  })
  void rootsAreThoseOfTheVectors(int lengthBytes, String root) {
    assertThat(hex(root(leaves(data(lengthBytes))))).isEqualTo(root);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        1, 16383, 16384, 16385, 32768, 32769, 49152, 65536, 65537, 100000, 131072, 131073, 262144,
        1000000, 1048576, 1048577
      })
  void layersOfEveryPieceLengthLeadToTheRoot(int lengthBytes) {
    byte[] data = data(lengthBytes);
    String root = hex(root(leaves(data)));
    for (int length = 16 * KIB; length <= 4096 * KIB; length *= 2) {
      assertThat(hex(MerkleTree.rootFromLayer(layer(data, length), length)))
          .as("pieces of %d", length)
          .isEqualTo(root);
    }
  }

  @Test
  void hashOfAFilesOnlyPieceIsItsRoot() {
    byte[] leaves = leaves(data(49_152));
    assertThat(MerkleTree.pieceHash(leaves, 64, true)).isEqualTo(root(leaves));
    assertThat(MerkleTree.pieceHash(leaves, 64, false)).isNotEqualTo(root(leaves));
  }

  @Test
  void shortLastPieceIsFilledUpWithZeroLeaves() {
    byte[] filled = Arrays.copyOf(leaves(data(49_152)), 8 * 32);
    assertThat(MerkleTree.pieceHash(leaves(data(49_152)), 8, false)).isEqualTo(root(filled));
  }

  @Test
  void changedLayerLeadsElsewhere() {
    byte[] layer = layer(data(1_000_000), 64 * KIB);
    byte[] root = MerkleTree.rootFromLayer(layer, 64 * KIB);
    for (int i = 0; i < layer.length; i += 31) {
      byte[] changed = layer.clone();
      changed[i] ^= 1;
      assertThat(MerkleTree.rootFromLayer(changed, 64 * KIB)).isNotEqualTo(root);
    }
  }

  @Test
  void argumentsAreNotModified() {
    byte[] leaves = leaves(data(100_000));
    byte[] before = leaves.clone();
    root(leaves);
    MerkleTree.pieceHash(leaves, 8, false);
    MerkleTree.rootFromLayer(leaves, 16 * KIB);
    assertThat(leaves).isEqualTo(before);
  }

  @Test
  void invalidTreesAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> root(new byte[0]));
    assertThatIllegalArgumentException().isThrownBy(() -> root(new byte[33]));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MerkleTree.pieceHash(new byte[32], 3, false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MerkleTree.pieceHash(new byte[96], 2, false));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MerkleTree.rootFromLayer(new byte[32], 8 * KIB));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MerkleTree.rootFromLayer(new byte[32], 48 * KIB));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] root(byte[] leaves) {
    return MerkleTree.rootFromLayer(leaves, MerkleTree.LEAF_BYTES);
  }
}
