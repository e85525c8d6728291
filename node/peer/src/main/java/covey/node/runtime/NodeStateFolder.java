package covey.node.runtime;

import covey.protocol.identity.NodeId;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A node's state folder, used by one process at a time: the lasting id, the API token, and the
 * records of its shares.
 *
 * <p>Protected by a lock on the file `lock`, which the operating system releases however the
 * process ends. The lock file itself is never deleted: otherwise two processes could each lock a
 * file of that name.
 */
public final class NodeStateFolder implements Closeable {
  private static final int MAX_PID_BYTES = 20;
  private static final int MAX_SECRET_BYTES = 1024;

  private final Path folder;
  private final FileChannel lock;
  private final NodeId nodeId;
  private final ApiToken token;

  private NodeStateFolder(Path folder, FileChannel lock) throws IOException, NodeProblem {
    this.folder = folder;
    this.lock = lock;
    SecureRandom random = new SecureRandom();
    nodeId =
        madeOnce(folder.resolve("node-id"), NodeId::parse, () -> NodeId.random(random).toString());
    token = madeOnce(tokenFile(), ApiToken::parse, () -> ApiToken.random(random).reveal());
    PrivateFiles.makeFolder(shares());
  }

  /**
   * Opens the folder; makes it (mode 0700) and its files if they are missing.
   *
   * @throws NodeProblem CONFLICT if another process holds it, DAMAGED if a file in it is damaged
   */
  public static NodeStateFolder open(Path folder) throws IOException, NodeProblem {
    PrivateFiles.makeFolder(folder);
    Path real = folder.toRealPath();
    FileChannel lock = PrivateFiles.open(real.resolve("lock"));
    try {
      hold(lock, real);
      return new NodeStateFolder(real, lock);
    } catch (Throwable e) {
      lock.close();
      throw e;
    }
  }

  /** Returns the folder itself, absolute and without symbolic links. */
  public Path path() {
    return folder;
  }

  /** Returns the node's lasting id. */
  public NodeId nodeId() {
    return nodeId;
  }

  /** Returns the secret of the HTTP API. */
  public ApiToken token() {
    return token;
  }

  /** Returns the file that holds the secret of the HTTP API. */
  public Path tokenFile() {
    return folder.resolve("api-token");
  }

  /** Returns the file of remembered peers. */
  Path peersFile() {
    return folder.resolve("peers");
  }

  /** Returns the folder in which each share has its records. */
  public Path shares() {
    return folder.resolve("shares");
  }

  /** Releases the folder for another process. Idempotent. */
  @Override
  public void close() throws IOException {
    lock.close();
  }

  private static void hold(FileChannel channel, Path folder) throws IOException, NodeProblem {
    if (tryLock(channel) == null) {
      String holder = readStart(channel, MAX_PID_BYTES).strip();
      throw new NodeProblem(
          NodeProblem.Kind.CONFLICT,
          "the state folder "
              + folder
              + " is in use by "
              + (holder.matches("[0-9]+") ? "process " + holder : "another process")
              + "; stop that process, or give this one its own --state");
    }
    channel.truncate(0);
    channel.write(
        ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)),
        0);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held by this process
    }
  }

  private static String readStart(FileChannel channel, int maxBytes) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(maxBytes);
    channel.read(bytes, 0);
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
  }

  private static <T> T madeOnce(Path file, Function<String, T> parse, Supplier<String> make)
      throws IOException, NodeProblem {
    if (!Files.exists(file)) {
      PrivateFiles.write(file, make.get() + "\n");
    }
    PrivateFiles.restrict(file);
    try (FileChannel in = FileChannel.open(file)) {
      return parse.apply(readStart(in, MAX_SECRET_BYTES).strip());
    } catch (IllegalArgumentException e) {
      throw new NodeProblem(
          NodeProblem.Kind.DAMAGED,
          file
              + " is damaged ("
              + e.getMessage()
              + "); delete it and start again, and a new one is made");
    }
  }
}
