package covey.tests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.io.BaseEncoding;
import covey.protocol.content.LeafHasher;
import covey.protocol.content.MerkleTree;
import covey.protocol.wire.WireLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/protocol.md says against the code. */
class ProtocolDocumentTest {
  private static final BaseEncoding HEX = BaseEncoding.base16().lowerCase();
  private static final Pattern VECTOR = Pattern.compile("\\| (\\d+) \\| `([0-9a-f]{64})` \\|");
  private static final Pattern BODY = Pattern.compile("^ {4}(\\w+) \\w+ = \\d+;");

  /** The example's frames by their titles: {@code hex} blocks, "#" beginning a comment. */
  static Map<String, String> documented() throws IOException {
    Map<String, String> frames = new LinkedHashMap<>();
    for (Document.Block block : Document.read("docs/protocol.md").blocks()) {
      if (block.language().equals("hex")) {
        StringBuilder hex = new StringBuilder();
        for (String line : block.lines()) {
          hex.append(line.replaceFirst("#.*", "").replace(" ", ""));
        }
        frames.put(block.lines().getFirst().replaceFirst("^# ", ""), hex.toString());
      }
    }
    return frames;
  }

  @Test
  void theExamplesFramesAreThoseOfTheProgram() throws IOException {
    Map<String, String> encoded = new LinkedHashMap<>();
    ExampleFrames.all().forEach((title, bytes) -> encoded.put(title, HEX.encode(bytes)));

    assertThat(documented()).containsExactlyEntriesOf(encoded);
  }

  @Test
  void theHashesAreThoseOfTheProgram() throws IOException {
    int vectors = 0;
    for (String line : Document.read("docs/protocol.md").lines()) {
      Matcher vector = VECTOR.matcher(line);
      if (vector.matches()) {
        byte[] root = root(Integer.parseInt(vector.group(1)));
        assertThat(HEX.encode(root)).as(line).isEqualTo(vector.group(2));
        vectors++;
      }
    }
    assertThat(vectors).isEqualTo(9);
  }

  private static byte[] root(int lengthBytes) {
    byte[] content = new byte[lengthBytes];
    for (int i = 0; i < lengthBytes; i++) {
      content[i] = (byte) (i % 251);
    }
    byte[] leaves = new LeafHasher().hashLeaves(ByteBuffer.wrap(content));
    return MerkleTree.rootFromLayer(leaves, MerkleTree.LEAF_BYTES);
  }

  @Test
  void everyMessageIsNamed() throws IOException {
    String document = String.join("\n", Document.read("docs/protocol.md").lines());
    TreeSet<String> missing = new TreeSet<>();
    Path schema = Document.root().resolve("protocol/src/main/proto/covey.proto");
    for (String line : Files.readAllLines(schema)) {
      Matcher body = BODY.matcher(line);
      if (body.find()
          && !document.contains(body.group(1))
          && !body.group(1).matches("bool|bytes")) {
        missing.add(body.group(1));
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void theLimitsAreThoseOfTheProgram() throws IOException {
    String document = String.join("\n", Document.read("docs/protocol.md").lines());
    List<Integer> limits =
        List.of(
            WireLimits.MESSAGE_BYTES,
            WireLimits.HANDLE,
            WireLimits.HAVE_PIECES,
            WireLimits.TEXT_BYTES,
            WireLimits.CHUNK_BYTES / 32);
    for (int limit : limits) {
      assertThat(document).contains("%,d".formatted(limit));
    }
  }
}
