package covey.node.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadyMessageTest {
  private static final ReadyMessage READY =
      new ReadyMessage("node", "id1", "127.0.0.1:5", "127.0.0.1:6");

  @Test
  void theLineHasTheFormThatScriptsExpect() {
    assertThat(READY.line())
        .isEqualTo("covey node ready id=id1 listen=127.0.0.1:5 http=127.0.0.1:6");
  }

  @Test
  void theFileIsReplacedAndNothingElseIsLeft(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("ready.json");
    Files.writeString(file, "an older file");
    READY.write(file);
    JsonObject json = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertThat(json.keySet()).containsExactly("role", "id", "listen", "http", "pid");
    assertThat(json.get("pid").getAsLong()).isEqualTo(ProcessHandle.current().pid());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }
}
