package covey.node.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.HostAndPort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenFileTest {
  private static final HostAndPort A = HostAndPort.fromString("10.0.0.1:7411");
  private static final HostAndPort B = HostAndPort.fromString("host.example:7411");

  @TempDir Path dir;

  private TokenFile read(String text) throws IOException {
    return TokenFile.read(Files.writeString(dir.resolve("tokens"), text));
  }

  @Test
  void linesNameNodesAndOneTokenIsForAllOthers() throws IOException {
    TokenFile tokens = read("# ours\n\n10.0.0.1:7411  secret-a \n secret-all\n");
    assertThat(tokens.of(A)).contains("secret-a");
    assertThat(tokens.of(B)).isEmpty();
    assertThat(tokens.ofAll()).contains("secret-all");
    assertThat(TokenFile.read(null).ofAll()).isEmpty();
  }

  @Test
  void errorsNeverContainTheToken() {
    for (String text :
        new String[] {"secret\nsecret-2", "no-port secret", "10.0.0.1:7411 secret more"}) {
      assertThatThrownBy(() -> read(text))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("token file")
          .message()
          .doesNotContain("secret")
          .doesNotContain("\n");
    }
    assertThatThrownBy(() -> read("10.0.0.1:7411 secret\n10.0.0.1:7411 secret"))
        .hasMessageStartingWith("invalid line 2 of");
    assertThatThrownBy(() -> TokenFile.read(Files.write(dir.resolve("b"), new byte[] {(byte) -1})))
        .hasMessageEndingWith("is not a text file");
    assertThatThrownBy(() -> TokenFile.read(dir.resolve("none"))).isInstanceOf(IOException.class);
  }

  @Test
  void partsAreMoreThanZeroAndAtMostOne() {
    assertThat(new UpdateOptions.Part().convert("12.5%")).isEqualTo(0.125);
    assertThat(new UpdateOptions.Part().convert("100%")).isEqualTo(1);
    for (String text : new String[] {"0%", "101%", "10", "x%", "-1%", ""}) {
      assertThatThrownBy(() -> new UpdateOptions.Part().convert(text))
          .hasMessageContaining("invalid part");
    }
  }
}
