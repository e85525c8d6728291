package covey.tests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.HostAndPort;
import covey.tests.process.CoveyNode;
import covey.tests.process.TestMachine;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The example of docs/protocol.md, spoken to a real node. */
class ProtocolExampleIT {
  private static final int MOST_SILENCE_MILLIS = 30_000;

  /** The first byte of a Frame whose body is a Ping. */
  private static final byte PING = 3 << 3 | 2;

  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void aNodeAnswersAsDocumented() throws IOException {
    Path file = machine.folder("original").resolve(ExampleFrames.NAME);
    Files.write(file, ExampleFrames.CONTENT);
    CoveyNode node = machine.node("peer");
    String id = node.api().add(file).get("id").getAsString();
    assertThat(id).isEqualTo(ExampleFrames.share().toString());
    Map<String, byte[]> frames = ExampleFrames.all();

    HostAndPort address = HostAndPort.fromString(node.listen());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(MOST_SILENCE_MILLIS);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      out.write(frames.get("client: Hello"));
      assertThat(next(in)[Integer.BYTES]).as("a Hello").isEqualTo((byte) (1 << 3 | 2));
      for (String step : new String[] {"Open", "InfoRequest InfoChunk", "Request Block"}) {
        String[] names = step.split(" ");
        out.write(frames.get("client: " + names[0]));
        byte[] expected = frames.get("peer: " + names[names.length - 1]);
        byte[] frame = next(in);
        byte[] payload = in.readNBytes(expected.length - frame.length);
        assertThat(frame).as(step).isEqualTo(Arrays.copyOf(expected, frame.length));
        assertThat(payload)
            .as(step)
            .isEqualTo(Arrays.copyOfRange(expected, frame.length, expected.length));
      }
      out.write(frames.get("client: Goodbye"));
    }
  }

  /** The next frame that is no Ping, with its length in front, without payload. */
  private static byte[] next(DataInputStream in) throws IOException {
    while (true) {
      int lengthBytes = in.readInt();
      byte[] message = in.readNBytes(lengthBytes);
      if (message[0] != PING) {
        return ByteBuffer.allocate(Integer.BYTES + lengthBytes)
            .putInt(lengthBytes)
            .put(message)
            .array();
      }
    }
  }
}
