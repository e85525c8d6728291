package covey.node.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import covey.protocol.identity.NodeId;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartyTableTest {
  private static final NodeId TRACKER = NodeId.of(new byte[NodeId.LENGTH]);
  private static final HostAndPort ADDRESS = HostAndPort.fromString("192.0.2.9:7400");

  private final PartyTable parties = new PartyTable();

  @Test
  void partyReachedAfterAFailedDialIsTheSame() {
    int unreached = parties.at(ADDRESS.toString());

    assertThat(parties.reached(TRACKER, ADDRESS)).isEqualTo(unreached);
    assertThat(parties.all().get(unreached))
        .isEqualTo(new Party(unreached, TRACKER.toString(), ADDRESS.toString(), List.of(), ""));
  }

  @Test
  void partyNoLongerReachedIsTheSame() {
    int tracker = parties.reached(TRACKER, ADDRESS);

    assertThat(parties.at(ADDRESS.toString())).isEqualTo(tracker);
  }

  @Test
  void numberOfPartiesIsBounded() {
    for (int i = 0; i < 3_000; i++) {
      parties.at("192.0.2.1:" + i);
    }

    assertThat(parties.at("192.0.2.1:2999")).isEqualTo(PartyTable.NOBODY);
    assertThat(parties.all()).hasSizeLessThan(2_001);
  }
}
