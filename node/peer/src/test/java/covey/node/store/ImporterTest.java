package covey.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import covey.protocol.content.Hash;
import covey.protocol.content.ShareInfo.Entry;
import covey.protocol.content.ShareInfo.FileEntry;
import covey.protocol.content.ShareInfo.FolderEntry;
import covey.protocol.content.ShareInfo.LinkEntry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImporterTest {
  @TempDir Path temp;

  @Test
  void folderBecomesSortedEntriesOfEveryKind() throws IOException {
    ImportedContent share = TestShares.imported(TestShares.folder(temp.resolve("photos")));
    assertThat(share.info().name()).isEqualTo("photos");
    assertThat(share.info().entries())
        .extracting(Entry::path)
        .containsExactly(
            "a/b/two-pieces",
            "a/link",
            "a/small",
            "big.bin",
            "empty",
            "größe.txt",
            "nothing/here",
            "run.sh");
    assertThat(share.info().entries().get(1)).isEqualTo(new LinkEntry("a/link", "../big.bin"));
    assertThat(share.info().entries().get(6)).isEqualTo(new FolderEntry("nothing/here"));
    assertThat(((FileEntry) share.info().entries().get(7)).executable()).isTrue();
    assertThat(((FileEntry) share.info().entries().get(4)).root()).isNull();
    assertThat(share.layers().complete()).isTrue();
  }

  @Test
  void rootsAreThoseOfBitTorrentV2() throws IOException {
    byte[] bytes = new byte[1_000_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i % 251);
    }
    ImportedContent share = TestShares.imported(Files.write(temp.resolve("x"), bytes));
    assertThat(share.info().singleFile()).isTrue();
    FileEntry file = (FileEntry) share.info().entries().getFirst();
    assertThat(file.root())
        .isEqualTo(
            Hash.of(
                HexFormat.of()
                    .parseHex("c6ba179eeb6d3fa33dd2f92a78d90d91d8230efcfb2c565375c85bf9e1e674cd")));
  }

  @Test
  void sameFolderElsewhereHasTheSameId() throws IOException {
    ImportedContent here = TestShares.imported(TestShares.folder(temp.resolve("one/photos")));
    ImportedContent there = TestShares.imported(TestShares.folder(temp.resolve("two/photos")));
    assertThat(here.id()).isEqualTo(there.id());
    Files.writeString(temp.resolve("two/photos/a/small"), "different");
    assertThat(TestShares.imported(temp.resolve("two/photos")).id()).isNotEqualTo(here.id());
  }

  @Test
  void progressAddsUpToAllBytes() throws IOException {
    AtomicLong hashed = new AtomicLong();
    AtomicLong total = new AtomicLong();
    Importer.read(
        TestShares.folder(temp.resolve("photos")),
        "other name",
        new ImportProgress() {
          @Override
          public void discovered(long totalBytes, int files) {
            total.set(totalBytes);
          }

          @Override
          public void hashed(long bytes) {
            hashed.addAndGet(bytes);
          }
        });
    assertThat(total).hasValue(300_000 + 65_537 + 10 + 100 + 20);
    assertThat(hashed).hasValue(total.get());
  }

  @Test
  void namesAreComposedButFilesAreFoundUnderTheirOwn() throws IOException {
    String decomposed = "gro\u0308ße";
    TestShares.file(temp.resolve("s").resolve(decomposed).resolve("f"), 30, 1);
    ImportedContent share = TestShares.imported(temp.resolve("s"));
    assertThat(share.info().entries().getFirst().path()).isEqualTo("größe/f");
    assertThat(share.placement().of("größe/f")).exists();
    try (PieceStore store = PieceStore.forImported(share, temp.resolve("state"))) {
      store.read(0, 0, ByteBuffer.allocate(30));
      assertThat(store.have().isFull()).isTrue();
    }
    try (PieceStore store = PieceStore.reopen(temp.resolve("state")).orElseThrow()) {
      store.read(0, 0, ByteBuffer.allocate(30));
    }
  }

  @Test
  void namesEqualInUnicodeAreRefused() throws IOException {
    TestShares.file(temp.resolve("s/größe"), 1, 1);
    TestShares.file(temp.resolve("s/gro\u0308ße"), 1, 1);
    refused(temp.resolve("s"), "two names that are the same");
  }

  @Test
  void linksLeadingOutAreRefusedByName() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("s"));
    TestShares.file(folder.resolve("f"), 1, 1);
    Path link = Files.createSymbolicLink(folder.resolve("bad"), Path.of("../outside"));
    refused(folder, "bad leads out");
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("/etc/passwd"));
    refused(folder, "bad leads out");
    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("f"));
    assertThat(TestShares.imported(folder).info().entries()).hasSize(2);
  }

  @Test
  void socketsAreRefused() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("s"));
    TestShares.file(folder.resolve("f"), 1, 1);
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(folder.resolve("sock")));
      refused(folder, "sock is neither file, folder nor link");
    }
  }

  @Test
  void controlCharactersInNamesAreRefusedAndNotPrinted() throws IOException {
    TestShares.file(temp.resolve("s/bad\u001b[31m"), 1, 1);
    assertThatThrownBy(() -> TestShares.imported(temp.resolve("s")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be shared")
        .message()
        .doesNotContain("\u001b");
  }

  @Test
  void missingSourceIsNamed() {
    refused(temp.resolve("absent"), "absent: no such file or folder");
  }

  @Test
  void fileThatChangesWhileHashedIsRefused() throws IOException {
    Path file = TestShares.file(temp.resolve("s/growing"), 200_000, 1);
    ImportProgress writer =
        new ImportProgress() {
          @Override
          public void discovered(long totalBytes, int files) {
            try {
              Files.write(file, new byte[1], StandardOpenOption.APPEND);
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          }

          @Override
          public void hashed(long bytes) {}
        };
    assertThatThrownBy(() -> Importer.read(temp.resolve("s"), null, writer))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("growing changed while it was read");
  }

  @Test
  void interruptEndsIt() throws IOException {
    TestShares.file(temp.resolve("s/f"), 200_000, 1);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> TestShares.imported(temp.resolve("s")))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void otherDownloadsWorkFoldersAreNotShared() throws IOException {
    TestShares.file(temp.resolve("s/f"), 10, 1);
    ImportedContent without = TestShares.imported(temp.resolve("s"));
    TestShares.file(temp.resolve("s/.covey-abcdefghij234567/0"), 10, 2);
    assertThat(TestShares.imported(temp.resolve("s")).id()).isEqualTo(without.id());
  }

  private static void refused(Path source, String message) {
    assertThatThrownBy(() -> TestShares.imported(source))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(message);
  }
}
