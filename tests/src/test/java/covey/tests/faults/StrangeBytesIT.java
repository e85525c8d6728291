package covey.tests.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import covey.tests.process.Await;
import covey.tests.process.CoveyNode;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bytes that are not messages, on each port. */
class StrangeBytesIT {
  private static final Duration SOON = Await.PATIENCE;

  /**
   * The first bytes from a JGroups 5.5 member: the cookie, version 5.5.7, and the length and value
   * of its address, 127.0.0.1:7800.
   */
  private static final byte[] MEMBERS_GREETING =
      HexFormat.of().parseHex("62656c61" + "2947" + "0007" + "047f0000011e78");

  /** A message without headers to all members in JGroups' encoding, up to the payload's length. */
  private static final byte[] MEMBERS_MESSAGE =
      HexFormat.of().parseHex("29470200000200000200" + "0000000000000900000000000000070000");

  @RegisterExtension static final TestMachine machine = new TestMachine();

  /** Of all tests: each shows that it goes on. */
  private static CoveyNode node;

  private static CoveyNode reader;
  private static int files;

  @BeforeAll
  static void start() {
    node = machine.node("node", "--mode", "p2p");
    reader = machine.node("reader", "--mode", "p2p");
  }

  @Test
  void randomBytesOnTheListenPortAreDroppedAndTheNodeGoesOn() throws IOException {
    for (int seed = 0; seed < 50; seed++) {
      byte[] noise = new byte[1 + seed * 97];
      new Random(seed).nextBytes(noise);
      RawBytes.sendAndAwaitClose(node.listen(), noise);
    }
    assertStillServes();
  }

  @Test
  void randomBytesOnTheTrackersPortAreDroppedAndTheTrackerGoesOn() throws IOException {
    CoveyNode tracker = machine.tracker("tracker");
    for (int seed = 0; seed < 50; seed++) {
      byte[] noise = new byte[1 + seed * 89];
      new Random(seed).nextBytes(noise);
      RawBytes.sendAndAwaitClose(tracker.listen(), noise);
    }
    assertThat(tracker.api().status().get("role").getAsString()).isEqualTo("tracker");
  }

  @Test
  void frameThatClaimsFourGibibytesTakesNoMemory() throws IOException {
    long before = node.process().memoryBytes("VmRSS");
    for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE, (1 << 20) + 1, 0}) {
      RawBytes.sendAndAwaitClose(node.listen(), ByteBuffer.allocate(8).putInt(length).array());
    }
    assertThat(node.process().memoryBytes("VmRSS")).isLessThan(before + (64L << 20));
    assertStillServes();
  }

  @Test
  void silentConnectionsAreClosedAndKeepNobodyOut() throws IOException {
    List<Socket> silent = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        silent.add(RawBytes.connect(node.listen()));
      }
      assertStillServes();
      for (Socket socket : silent) {
        RawBytes.awaitClose(socket);
      }
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  @Test
  void randomBytesOnTheHttpPortAreDroppedAndTheApiGoesOn() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      byte[] noise = new byte[1 + seed * 997];
      new Random(seed).nextBytes(noise);
      try (Socket socket = RawBytes.connect(node.http())) {
        RawBytes.send(socket, noise);
        RawBytes.send(socket, "\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      }
    }
    assertThat(node.api().status().get("id").getAsString()).isEqualTo(node.id());
    assertThat(node.process().err()).doesNotContain("\tat ");
  }

  /** JGroups listens on this port. */
  @Test
  void randomBytesOnTheMembersPortAreDroppedAndTheDirectoryGoesOn() throws IOException {
    String members = membersAddress();
    for (int seed = 0; seed < 20; seed++) {
      byte[] noise = new byte[100 + seed * 97];
      new Random(seed).nextBytes(noise);
      RawBytes.sendAndAwaitClose(members, noise);
    }
    assertMembersAnswer();
  }

  @Test
  void messageOfGibibytesOnTheMembersPortTakesNoMemory() throws IOException {
    String members = membersAddress();
    long before = node.process().memoryBytes("VmRSS");
    List<Socket> strangers = new ArrayList<>();
    try {
      for (int length : new int[] {-1, Integer.MIN_VALUE, Integer.MAX_VALUE - 8, 1 << 30}) {
        Socket socket = RawBytes.connect(members);
        strangers.add(socket);
        // A different port each time: a second connection from the same address would be closed at
        // once.
        RawBytes.send(socket, messageOf(length, 7_800 + strangers.size()));
      }
      assertMembersAnswer();
    } finally {
      for (Socket socket : strangers) {
        socket.close();
      }
    }
    assertThat(node.process().memoryBytes("VmRSS")).isLessThan(before + (64L << 20));
  }

  /** Returns a greeting and the start of a message to all members with a payload of that length. */
  private static byte[] messageOf(int lengthBytes, int senderPort) {
    return ByteBuffer.allocate(MEMBERS_GREETING.length + 4 + MEMBERS_MESSAGE.length + 4)
        .put(MEMBERS_GREETING)
        .putShort(MEMBERS_GREETING.length - 2, (short) senderPort)
        .putInt(lengthBytes)
        .put(MEMBERS_MESSAGE)
        .putInt(lengthBytes)
        .array();
  }

  private static String membersAddress() throws IOException {
    // The node is ready before its cluster is.
    Await.until("it listens for members", SOON, () -> othersPorts().size() == 1);
    return "127.0.0.1:" + othersPorts().iterator().next();
  }

  private static Set<Integer> othersPorts() throws IOException {
    Set<Integer> ports = node.process().listeningPorts();
    for (String known : List.of(node.listen(), node.http())) {
      assertThat(ports.remove(HostAndPort.fromString(known).getPort())).isTrue();
    }
    return ports;
  }

  /** Checks that another node can join and download a share. */
  private static void assertMembersAnswer() throws IOException {
    Path file = file(1_000);
    String id = node.api().add(file).get("id").getAsString();
    String name = "other" + files;
    CoveyNode other = machine.node(name, "--mode", "p2p", "--join", node.listen());
    Await.until("both are members", SOON, () -> other.api().status().get("members").getAsInt() > 1);
    other.api().get("covey:" + id, other.downloads());
    other.awaitComplete(id, SOON);
    assertThat(node.process().err()).doesNotContain("\tat ");
  }

  private static void assertStillServes() throws IOException {
    Path file = file(1_000_000);
    String link = node.api().add(file).get("link").getAsString();
    String id = reader.api().get(link, reader.downloads()).get("id").getAsString();
    reader.awaitComplete(id, SOON);
    assertThat(node.process().err()).doesNotContain("\tat ");
  }

  private static Path file(long bytes) throws IOException {
    String name = "file-" + ++files + ".bin";
    return Tree.file(machine.folder("original").resolve(name), files, bytes);
  }
}
