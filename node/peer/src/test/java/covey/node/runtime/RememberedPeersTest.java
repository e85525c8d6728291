package covey.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberedPeersTest {
  @TempDir private Path folder;
  private Path file = Path.of("unset");

  @BeforeEach
  void nameFile() {
    file = folder.resolve("peers");
  }

  @Test
  void whoWasKnownIsKnownAfterARestartNewestFirst() {
    RememberedPeers peers = new RememberedPeers(file);
    assertThat(peers.get()).isEmpty();
    peers.note(List.of(peer(1)));
    peers.note(List.of(peer(2)));
    peers.note(List.of(HostAndPort.fromParts("2001:db8::7", 7_410)));
    peers.note(List.of(peer(1)));
    peers.save();

    assertThat(new RememberedPeers(file).get())
        .containsExactly(peer(1), HostAndPort.fromParts("2001:db8::7", 7_410), peer(2));
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void whoIsAmongTheNewestAlreadyChangesNothing() {
    RememberedPeers peers = new RememberedPeers(file);
    peers.note(List.of(peer(1), peer(2), peer(3)));
    List<HostAndPort> before = peers.get();
    peers.note(List.of(peer(3), peer(2), peer(1)));
    assertThat(peers.get()).isEqualTo(before);
  }

  @Test
  void onlyTheNewestFiftyAreKept() {
    RememberedPeers peers = new RememberedPeers(file);
    for (int i = 1; i <= 80; i++) {
      peers.note(List.of(peer(i)));
    }
    assertThat(peers.get()).hasSize(50).startsWith(peer(80), peer(79)).endsWith(peer(31));
  }

  @Test
  void garbageIsIgnored() throws IOException {
    List<String> lines = new ArrayList<>(List.of("10.0.0.1:7410", "", "nonsense", ":7410", "h:0"));
    lines.add("h:99999");
    lines.add("a b:7");
    lines.add("x".repeat(5_000) + ":7410");
    lines.add("\0\1\2");
    lines.add("10.0.0.2:7410");
    IntStream.range(0, 10_000).forEach(i -> lines.add("10.1.0.1:" + (i % 60_000 + 1)));
    Files.write(file, lines);

    assertThat(new RememberedPeers(file).get())
        .hasSize(50)
        .startsWith(
            HostAndPort.fromParts("10.0.0.1", 7_410), HostAndPort.fromParts("10.0.0.2", 7_410));
  }

  @Test
  void fileThatCannotBeReadOrWrittenIsNoReasonToStop() throws IOException {
    Files.createDirectory(file);
    RememberedPeers peers = new RememberedPeers(file);
    peers.note(List.of(peer(1)));
    peers.save();
    assertThat(peers.get()).containsExactly(peer(1));
  }

  private static HostAndPort peer(int number) {
    return HostAndPort.fromParts("10.0.0." + number, 7_410);
  }
}
