package covey.node.runtime;

import com.google.common.net.HostAndPort;
import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The user's nodes that run on this machine: each node registers itself as one file in the user's
 * runtime folder.
 *
 * <p>Any process that reads the folder removes the entries of processes that are gone. The folder's
 * owner is checked because an entry decides which program gets the user's token.
 */
public final class RunningNodes {
  private static final long MAX_ENTRY_BYTES = 64 * 1024;
  private static final Gson GSON = new Gson();

  private final Path folder;

  /** Keeps the entries in {@code folder}, which need not exist yet. */
  public RunningNodes(Path folder) {
    this.folder = folder;
  }

  /** Returns the nodes of the user who runs this process. */
  public static RunningNodes ofUser() {
    return new RunningNodes(folderOfUser(System.getenv(), System.getProperty("java.io.tmpdir")));
  }

  /**
   * Returns XDG_RUNTIME_DIR/covey, or covey-UID in the folder for temporary files if that variable
   * is not set.
   */
  static Path folderOfUser(Map<String, String> environment, String temporary) {
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    if (!runtime.isEmpty() && Path.of(runtime).isAbsolute()) {
      return Path.of(runtime, "covey");
    }
    boolean unix =
        Path.of(temporary).getFileSystem().supportedFileAttributeViews().contains("unix");
    String user = unix ? "" + new UnixSystem().getUid() : System.getProperty("user.name", "user");
    return Path.of(temporary, "covey-" + user);
  }

  /** Registers a node that accepts connections; closing the entry removes it. */
  public Entry enter(RunningNode node) throws IOException {
    PrivateFiles.makeFolder(folder);
    PrivateFiles.requireOwn(folder);
    Path file = fileOf(node.http());
    PrivateFiles.write(file, GSON.toJson(node) + "\n");
    return new Entry(file, node);
  }

  /** Returns the running nodes, by HTTP address; removes the entries of others. */
  public List<RunningNode> all() throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    PrivateFiles.requireOwn(folder);
    List<RunningNode> running = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
      for (Path file : files) {
        RunningNode node = read(file);
        if (node != null && isAlive(node.pid())) {
          running.add(node);
        } else {
          Files.deleteIfExists(file);
        }
      }
    }
    running.sort(Comparator.comparing(RunningNode::http));
    return running;
  }

  /** Returns the node whose HTTP API has this address. */
  public Optional<RunningNode> at(HostAndPort http) throws IOException {
    return all().stream().filter(node -> node.http().equals(http.toString())).findFirst();
  }

  /**
   * Returns the only running node; empty if none runs.
   *
   * @throws NodeProblem CONFLICT, naming them, if several run
   */
  public Optional<RunningNode> only() throws IOException, NodeProblem {
    List<RunningNode> running = all();
    if (running.size() > 1) {
      throw new NodeProblem(
          NodeProblem.Kind.CONFLICT,
          "several nodes are running; choose one with --http: "
              + String.join(", ", running.stream().map(RunningNode::http).toList()));
    }
    return running.stream().findFirst();
  }

  private Path fileOf(String http) {
    return folder.resolve(http.replaceAll("[^A-Za-z0-9.-]", "_") + ".json");
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  private static @Nullable RunningNode read(Path file) throws IOException {
    try {
      if (Files.size(file) > MAX_ENTRY_BYTES) {
        return null;
      }
      @Nullable RunningNode node = GSON.fromJson(Files.readString(file), RunningNode.class);
      return node != null && isWhole(node) ? node : null;
    } catch (JsonParseException | NoSuchFileException e) {
      return null; // not an entry, or just removed by its node
    }
  }

  private static boolean isWhole(RunningNode node) {
    // Gson sets components to null if their keys are missing, whatever their declared type.
    return Objects.nonNull(node.http())
        && Objects.nonNull(node.listen())
        && Objects.nonNull(node.role())
        && Objects.nonNull(node.id())
        && Objects.nonNull(node.tokenFile())
        && Objects.nonNull(node.state());
  }

  /** A node's own entry. */
  public static final class Entry implements AutoCloseable {
    private final Path file;
    private final RunningNode node;

    private Entry(Path file, RunningNode node) {
      this.file = file;
      this.node = node;
    }

    /** Removes the entry, unless another node has taken over the address. Idempotent. */
    @Override
    public void close() {
      try {
        if (node.equals(read(file))) {
          Files.deleteIfExists(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot remove " + file, e);
      }
    }
  }
}
