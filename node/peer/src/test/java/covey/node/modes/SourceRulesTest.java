package covey.node.modes;

import static org.assertj.core.api.Assertions.assertThat;

import covey.protocol.directory.DirectoryAnswer.Provider;
import covey.protocol.directory.NodeRecord;
import covey.protocol.identity.NodeId;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceRulesTest {
  private final NodeRecord origin = node();
  private final NodeRecord peer = node();
  private final List<Provider> providers =
      List.of(new Provider(peer, true, false), new Provider(origin, true, true));

  private static NodeRecord node() {
    return new NodeRecord(NodeId.random(new SecureRandom()), List.of(), "test");
  }

  @Test
  void inCentralOnlyTheOriginIsAskedAndServed() {
    SourceRules rules = new SourceRules(Mode.CENTRAL, false);
    assertThat(rules.mayAsk(origin.id())).isFalse();
    assertThat(rules.usable(providers)).extracting(Provider::node).containsExactly(origin);
    assertThat(rules.mayAsk(origin.id())).isTrue();
    assertThat(rules.mayServe(origin.id())).isTrue();
    assertThat(rules.mayAsk(peer.id())).isFalse();
    assertThat(rules.mayServe(peer.id())).isFalse();
    assertThat(rules.uploads()).isTrue();
  }

  @Test
  void inTheOtherModesEverybodyIs() {
    for (Mode mode : List.of(Mode.TRACKER, Mode.P2P, Mode.AUTO)) {
      SourceRules rules = new SourceRules(mode, false);
      assertThat(rules.usable(providers)).hasSize(2);
      assertThat(rules.mayServe(peer.id())).isTrue();
      assertThat(rules.uploads()).isFalse();
    }
  }

  @Test
  void anOriginServesAndAsksEverybody() {
    SourceRules rules = new SourceRules(Mode.CENTRAL, true);
    assertThat(rules.mayServe(peer.id())).isTrue();
    assertThat(rules.mayAsk(peer.id())).isTrue();
    assertThat(rules.uploads()).isFalse();
  }
}
