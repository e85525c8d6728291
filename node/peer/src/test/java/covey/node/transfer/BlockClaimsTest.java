package covey.node.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import covey.node.swarm.Block;
import org.junit.jupiter.api.Test;

class BlockClaimsTest {
  private final BlockClaims claims = new BlockClaims();

  @Test
  void aBlockIsClaimedOnce() {
    assertThat(claims.claim(new Block(3, 0, 65_536))).isTrue();
    assertThat(claims.claim(new Block(3, 0, 65_536))).isFalse();
    assertThat(claims.claim(new Block(4, 0, 65_536))).isTrue();
  }

  @Test
  void aBlockThatOverlapsAClaimedOneIsNotClaimed() {
    claims.claim(new Block(0, 32_768, 32_768));
    assertThat(claims.claim(new Block(0, 16_384, 32_768))).isFalse();
    assertThat(claims.claim(new Block(0, 49_152, 16_384))).isFalse();
    assertThat(claims.claim(new Block(0, 0, 32_768))).isTrue();
    assertThat(claims.claim(new Block(0, 65_536, 100))).isTrue();
  }

  @Test
  void afterThePieceIsForgottenItCanBeClaimedAgain() {
    claims.claim(new Block(0, 0, 100));
    claims.forget(0);
    assertThat(claims.claim(new Block(0, 0, 100))).isTrue();
  }
}
