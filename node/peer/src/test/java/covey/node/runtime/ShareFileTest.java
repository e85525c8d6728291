package covey.node.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import covey.protocol.content.Link;
import covey.protocol.content.ShareId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file share.json keeps its form, so that shares survive an update of the program. */
class ShareFileTest {
  private static final ShareId ID = ShareId.parse("a".repeat(52));
  private static final String DOWNLOAD =
      "{\"id\":\"%s\",\"link\":\"covey:%s\",\"name\":\"\",\"dir\":\"/d\",\"select\":[\"*.txt\"],"
              .formatted(ID, ID)
          + "\"sequential\":true,\"paused\":true,\"deposited\":false,\"addedAtMillis\":5}";

  @TempDir private Path folder;

  @Test
  void aFileOfAnEarlierVersionIsReadAndWrittenAsItWas() throws IOException {
    Files.writeString(folder.resolve("share.json"), DOWNLOAD);

    ShareFile read = ShareFile.read(folder);
    assertThat(read)
        .isEqualTo(
            new ShareFile(
                ID.toString(),
                "covey:" + ID,
                "",
                new ShareFile.Place("/d", null),
                new ShareFile.Selection(List.of("*.txt"), true),
                true,
                new ShareFile.Added(false, 5)));
    read.write(folder);
    assertThat(folder.resolve("share.json")).hasContent(DOWNLOAD);
  }

  @Test
  void anImportAndADownloadAreReadAsTheyWereWritten() throws IOException {
    ShareFile imported = ShareFile.imported(ID, "name", Path.of("/some/path"));
    imported.write(folder);
    assertThat(ShareFile.read(folder)).isEqualTo(imported);

    Link link = Link.parse("covey:" + ID);
    ShareFile wished =
        ShareFile.wished(
            new Shares.Wish(link, Optional.empty(), List.of(), false, true), Path.of("/into"));
    wished.withPaused(true).withName("other").write(folder);
    assertThat(ShareFile.read(folder)).isEqualTo(wished.withPaused(true).withName("other"));
  }

  @Test
  void aDamagedFileIsNoShare() throws IOException {
    for (String text : new String[] {"", "{}", "[]", "{\"id\":\"x\"", "null", "{\"id\":\"x\"}"}) {
      Files.writeString(folder.resolve("share.json"), text);
      assertThat(ShareFile.read(folder)).as(text).isNull();
    }
  }
}
