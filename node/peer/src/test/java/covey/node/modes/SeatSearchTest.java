package covey.node.modes;

import static org.assertj.core.api.Assertions.assertThat;

import covey.node.modes.SeatSearch.Found;
import covey.node.modes.SeatSearch.Reply;
import covey.node.modes.SeatSearch.Turn;
import covey.protocol.identity.NodeId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who becomes the first member when nobody knows one. */
class SeatSearchTest {
  private static final Reply ABSENT = new Reply.Absent();
  private static final Reply SILENT = new Reply.Silent();
  private static final Reply CROWDED = new Reply.Crowded();

  @Test
  void whereNobodyIsThisNodeBegins() {
    assertThat(heard()).isInstanceOf(Found.Nobody.class);
    assertThat(heard(ABSENT, ABSENT)).isInstanceOf(Found.Nobody.class);
  }

  @Test
  void nodeThatIsThereAndTooBusyIsWaitedFor() {
    assertThat(heard(ABSENT, searching(9), CROWDED)).isInstanceOf(Found.Crowded.class);
  }

  @Test
  void ofThoseThatSearchTheLeastIdBegins() {
    assertThat(heard(searching(6), ABSENT, searching(9))).isEqualTo(new Found.NoMember(Turn.MINE));
    assertThat(heard(searching(6), searching(4))).isEqualTo(new Found.NoMember(Turn.ANOTHERS));
  }

  @Test
  void nodeThatDoesNotSearchMayBeAboutTo() {
    Reply idle = new Reply.NoMember(node(4), false);
    assertThat(heard(idle, searching(6))).isEqualTo(new Found.NoMember(Turn.UNKNOWN));
    assertThat(heard(SILENT, searching(6))).isEqualTo(new Found.NoMember(Turn.UNKNOWN));
  }

  private static Found heard(Reply... replies) {
    return SeatSearch.withoutMembers(List.of(replies), node(5));
  }

  private static Reply searching(int node) {
    return new Reply.NoMember(node(node), true);
  }

  private static NodeId node(int first) {
    byte[] bytes = new byte[NodeId.LENGTH];
    bytes[0] = (byte) first;
    return NodeId.of(bytes);
  }
}
