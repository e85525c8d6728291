package covey.tests.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files and folders to share, equal for equal seeds, and listings of folders to compare. */
public final class Tree {
  private static final int CHUNK_BYTES = 1 << 20;

  private Tree() {}

  /** Makes a folder with every kind of entry, about 3 MiB. Returns {@code root}. */
  public static Path nested(Path root, long seed) throws IOException {
    Random random = new Random(seed);
    Files.createDirectories(root.resolve("empty/inside"));
    Files.createDirectories(root.resolve("a/b/c/d"));
    file(root.resolve("a/b/c/d/deep.bin"), random.nextLong(), 300_000);
    file(root.resolve("a/one-leaf"), random.nextLong(), 16_384);
    file(root.resolve("a/one-leaf-and-a-byte"), random.nextLong(), 16_385);
    file(root.resolve("a/one-byte"), random.nextLong(), 1);
    file(root.resolve("large.bin"), random.nextLong(), 2_500_000);
    Files.createFile(root.resolve("empty.txt"));
    file(root.resolve("Grüße, 世界 \uD83D\uDC3E.txt"), random.nextLong(), 1_000);
    file(root.resolve(" spaces and 'quotes' "), random.nextLong(), 10);
    Path tool = root.resolve("a/tool.sh");
    Files.writeString(tool, "#!/bin/sh\necho covey\n");
    Files.setPosixFilePermissions(tool, executable());
    Files.createSymbolicLink(root.resolve("a/link"), Path.of("b/c/d/deep.bin"));
    Files.createSymbolicLink(root.resolve("a/b/up"), Path.of("../one-byte"));
    return root;
  }

  /**
   * Makes a folder laid out as a Maven repository with {@code files} small files. Returns {@code
   * root}.
   */
  public static Path manyFiles(Path root, long seed, int files) throws IOException {
    Random random = new Random(seed);
    List<String> endings = List.of(".jar", ".jar.sha1", ".pom", ".pom.sha1");
    for (int i = 0; i < files; i++) {
      int artifact = i / endings.size();
      Path folder =
          root.resolve(
              "org/group%d/artifact%d/1.%d".formatted(artifact % 40, artifact, artifact % 7));
      Files.createDirectories(folder);
      String ending = endings.get(i % endings.size());
      int bytes = ending.endsWith("sha1") ? 40 : 200 + random.nextInt(8_000);
      file(folder.resolve("artifact" + artifact + ending), random.nextLong(), bytes);
    }
    return root;
  }

  /** Makes a file of pseudo-random bytes in which no two leaves are equal. Returns {@code file}. */
  public static Path file(Path file, long seed, long bytes) throws IOException {
    byte[] noise = new byte[(int) Math.min(bytes, CHUNK_BYTES)];
    new Random(seed).nextBytes(noise);
    ByteBuffer chunk = ByteBuffer.wrap(noise);
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (long offset = 0; offset < bytes; offset += noise.length) {
        for (int leaf = 0; offset > 0 && leaf + Long.BYTES <= noise.length; leaf += 16_384) {
          chunk.putLong(leaf, seed ^ (offset + leaf));
        }
        chunk.position(0).limit((int) Math.min(noise.length, bytes - offset));
        while (chunk.hasRemaining()) {
          out.write(chunk);
        }
        chunk.clear();
      }
    }
    return file;
  }

  /**
   * Returns a description of each entry under {@code root} by its relative path: kind, executable
   * bit, length and SHA-256, link target.
   */
  public static SortedMap<String, String> list(Path root) throws IOException {
    SortedMap<String, String> listing = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : (Iterable<Path>) all::iterator) {
        listing.put(root.relativize(path).toString(), describe(path));
      }
    }
    return listing;
  }

  private static String describe(Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "link to " + Files.readSymbolicLink(path);
    }
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return "folder";
    }
    String kind =
        Files.getPosixFilePermissions(path).contains(PosixFilePermission.OWNER_EXECUTE)
            ? "executable"
            : "file";
    return kind + " of " + Files.size(path) + " bytes " + sha256(path);
  }

  private static String sha256(Path path) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer buffer = ByteBuffer.allocate(CHUNK_BYTES);
      try (FileChannel in = FileChannel.open(path)) {
        while (in.read(buffer) >= 0) {
          digest.update(buffer.flip());
          buffer.clear();
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Set<PosixFilePermission> executable() {
    return EnumSet.of(
        PosixFilePermission.OWNER_READ,
        PosixFilePermission.OWNER_WRITE,
        PosixFilePermission.OWNER_EXECUTE,
        PosixFilePermission.GROUP_READ,
        PosixFilePermission.GROUP_EXECUTE);
  }
}
