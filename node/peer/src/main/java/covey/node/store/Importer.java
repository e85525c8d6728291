package covey.node.store;

import covey.node.store.SourceTree.SourceFile;
import covey.protocol.content.Hash;
import covey.protocol.content.PieceGeometry;
import covey.protocol.content.PieceLayers;
import covey.protocol.content.ShareInfo;
import covey.protocol.content.ShareInfoRules;
import covey.protocol.wire.WireLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes a share of a file or folder: lists its contents and hashes them in one pass on all cores.
 */
public final class Importer {
  private Importer() {}

  /**
   * Reads {@code source} and returns once everything is hashed. The share's name is {@code name},
   * or the source's if that is null. Throws IOException, with a sentence for users, if something
   * cannot be shared or was changed meanwhile, and InterruptedIOException if the thread is
   * interrupted.
   */
  public static ImportedContent read(Path source, @Nullable String name, ImportProgress progress)
      throws IOException {
    Path root = realPath(source);
    String shareName = shareName(root, name);
    SourceTree tree = SourceWalk.walk(root);
    progress.discovered(tree.totalBytes(), tree.files().size());
    int pieceLengthBytes = PieceGeometry.chooseLengthBytes(tree.totalBytes());
    List<FileHashing> hashed = ImportHashing.hash(tree.files(), pieceLengthBytes, progress);
    ShareInfo info =
        new ShareInfo(shareName, pieceLengthBytes, isFile(tree), entries(tree, hashed));
    Optional<String> problem = ShareInfoRules.problem(info);
    if (problem.isPresent()) {
      throw new IOException(root + " cannot be shared: " + problem.get());
    }
    ShareContent content = ShareContent.of(info);
    if (content.infoBytes().length > WireLimits.INFO_BYTES) {
      throw new IOException(
          "%s cannot be shared: it holds too many files (%d); share its folders one by one"
              .formatted(root, tree.files().size()));
    }
    return new ImportedContent(
        content,
        layers(content, hashed),
        new EntryPaths(root, tree.realNames()),
        tree.files().stream().map(SourceFile::stamp).toList());
  }

  private static Path realPath(Path source) throws IOException {
    try {
      return source.toRealPath();
    } catch (IOException e) {
      throw new IOException("cannot share " + source + ": " + FileErrorText.of(e), e);
    }
  }

  private static String shareName(Path root, @Nullable String name) throws IOException {
    if (root.getFileName() == null && name == null) {
      throw new IOException(root + " has no name of its own; give the share a name");
    }
    String given = name == null ? String.valueOf(root.getFileName()) : name;
    String shareName = Normalizer.normalize(given, Normalizer.Form.NFC);
    Optional<String> problem = ShareInfoRules.problemOfPart(shareName);
    if (problem.isEmpty() && WorkFolder.isNameOfOne(shareName)) {
      problem = Optional.of("names that begin with .covey- are taken");
    }
    if (problem.isPresent()) {
      throw new IOException(
          "'"
              + shareName.replaceAll("\\p{Cntrl}", "?")
              + "' cannot name a share: "
              + problem.get());
    }
    return shareName;
  }

  private static boolean isFile(SourceTree tree) {
    return tree.files().size() == 1 && tree.files().getFirst().path().isEmpty();
  }

  private static List<ShareInfo.Entry> entries(SourceTree tree, List<FileHashing> hashed) {
    List<ShareInfo.Entry> entries = new ArrayList<>();
    for (FileHashing file : hashed) {
      byte[] root = file.root();
      entries.add(
          new ShareInfo.FileEntry(
              file.source().path(),
              file.source().stamp().sizeBytes(),
              root.length == 0 ? null : Hash.of(root),
              file.source().executable()));
    }
    tree.links().forEach((path, target) -> entries.add(new ShareInfo.LinkEntry(path, target)));
    tree.folders().forEach(path -> entries.add(new ShareInfo.FolderEntry(path)));
    entries.sort(Comparator.comparing(ShareInfo.Entry::path, ShareInfoRules.PATH_ORDER));
    return entries;
  }

  private static PieceLayers layers(ShareContent content, List<FileHashing> hashed) {
    PieceLayers layers = PieceLayers.of(content.geometry());
    for (int file = 0; file < hashed.size(); file++) {
      if (hashed.get(file).pieceCount() > 1 && !layers.offer(file, hashed.get(file).layer())) {
        throw new IllegalStateException(
            "layer of " + hashed.get(file).source().path() + " does not lead to its own root");
      }
    }
    return layers;
  }
}
