package covey.node.modes;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import covey.node.modes.SeatSearch.Found;
import covey.node.modes.SeatSearch.Reply;
import covey.node.modes.SeatSearch.Turn;
import covey.protocol.identity.NodeId;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.InterruptedByTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How nodes choose the first member when none knows a member. */
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

  @Test
  void groupsThatDifferentNodesKnowAreFoundTogether() {
    HostAndPort a = HostAndPort.fromParts("192.0.2.1", 1);
    HostAndPort b = HostAndPort.fromParts("192.0.2.1", 2);
    Found.Members refused = new Found.Members(false, 8, List.of(a), List.of(a), 1);
    Found.Members granted = new Found.Members(true, 2, List.of(b), List.of(b), 2);
    assertThat(SeatSearch.together(List.of(refused, granted)))
        .isEqualTo(new Found.Members(true, 2, List.of(b, a), List.of(b, a), 2));
  }

  @Test
  void onlyAnAddressWithoutAListenerIsAbsent() {
    assertThat(unreached(new ConnectException("Connection refused"))).isEqualTo(ABSENT);
    assertThat(unreached(new UnknownHostException("x"))).isEqualTo(ABSENT);
    // An overloaded listener drops connections before, during or after the first write.
    assertThat(unreached(new EOFException())).isEqualTo(CROWDED);
    assertThat(unreached(new IOException("Broken pipe"))).isEqualTo(CROWDED);
    assertThat(unreached(new SocketException("Connection reset"))).isEqualTo(CROWDED);
    assertThat(unreached(new InterruptedByTimeoutException())).isEqualTo(CROWDED);
    assertThat(unreached(new AsynchronousCloseException())).isEqualTo(SILENT);
  }

  private static Reply unreached(IOException cause) {
    return SeatSearch.unreached(new IOException("cannot reach it", cause));
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
