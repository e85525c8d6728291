package covey.node.store;

import covey.protocol.content.LeafHasher;
import covey.protocol.content.PieceSet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;

/** What the store tests have in common: content, fake machines, and copying. */
final class TestShares {
  static final ImportProgress UNHEARD =
      new ImportProgress() {
        @Override
        public void discovered(long totalBytes, int files) {}

        @Override
        public void hashed(long bytes) {}
      };

  private TestShares() {}

  static Path file(Path path, int lengthBytes, long seed) throws IOException {
    Files.createDirectories(path.getParent());
    byte[] bytes = new byte[lengthBytes];
    new Random(seed).nextBytes(bytes);
    return Files.write(path, bytes);
  }

  /** A folder with files of no, one and several pieces, an empty folder, a script and a link. */
  static Path folder(Path root) throws IOException {
    file(root.resolve("big.bin"), 300_000, 1);
    file(root.resolve("a/b/two-pieces"), 65_537, 2);
    file(root.resolve("a/small"), 10, 3);
    ExecutableBit.set(file(root.resolve("run.sh"), 100, 4));
    file(root.resolve("empty"), 0, 5);
    file(root.resolve("größe.txt"), 20, 6);
    Files.createDirectories(root.resolve("nothing/here"));
    Files.createSymbolicLink(root.resolve("a/link"), Path.of("../big.bin"));
    return root;
  }

  static ImportedContent imported(Path source) throws IOException {
    return Importer.read(source, null, UNHEARD);
  }

  static PieceStore download(ImportedContent share, Path dir, Path state, HostPlatform surroundings)
      throws IOException {
    PieceStore store =
        new PieceStoreOpener(surroundings)
            .download(
                ShareContent.of(share.info(), share.infoBytes()),
                dir,
                state,
                PieceSet.all(ShareContent.of(share.info()).geometry().pieceCount()));
    offerLayers(share, store);
    return store;
  }

  static PieceStore download(ImportedContent share, Path dir, Path state) throws IOException {
    return download(share, dir, state, HostPlatform.ofMachine());
  }

  static void offerLayers(ImportedContent share, PieceStore store) throws IOException {
    for (int file : store.layers().missingFiles()) {
      store.offerLayer(file, share.layers().layer(file));
    }
  }

  /** Copies one piece as a download does, and returns whether it passed verification. */
  static boolean fetch(PieceStore from, PieceStore to, int piece) throws IOException {
    ByteBuffer data = ByteBuffer.allocateDirect(from.geometry().lengthBytes(piece));
    from.read(piece, 0, data);
    data.flip();
    to.write(piece, 0, data, new LeafHasher().hashLeaves(data));
    return to.verify(piece);
  }

  static void fetchAll(PieceStore from, PieceStore to) throws IOException {
    PieceSet missing = from.have().minus(to.have());
    for (int piece = missing.nextSet(0); piece >= 0; piece = missing.nextSet(piece + 1)) {
      fetch(from, to, piece);
    }
  }

  /** A machine with these answers. */
  record FakeSurroundings(long free, boolean foldsCase, Optional<String> boot)
      implements HostPlatform {
    static final FakeSurroundings ROOMY =
        new FakeSurroundings(Long.MAX_VALUE, false, Optional.of("boot-1"));

    FakeSurroundings rebooted() {
      return new FakeSurroundings(free, foldsCase, Optional.of("boot-2"));
    }

    @Override
    public long freeBytes(Path folder) {
      return free;
    }

    @Override
    public boolean ignoresCase(Path folder) {
      return foldsCase;
    }

    @Override
    public Optional<String> bootId() {
      return boot;
    }
  }
}
