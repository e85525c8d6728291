package covey.node.process;

import com.google.common.net.HostAndPort;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import covey.node.client.NodeClient;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A tracker or node as a separate process, started in the same way as this process. Used by one
 * thread.
 */
public final class CoveyProcess implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(20);
  private static final List<String> NODE_MEMORY =
      List.of("-Xmx256m", "-XX:MaxDirectMemorySize=64m");
  private static final String READY_FILE = "ready.json";
  private static final String LOG = "log";
  private static final long POLL_MILLIS = 20;
  private static final long STOP_SECONDS = 5;

  private final Process process;
  private final Path home;
  private @Nullable HostAndPort listen;
  private @Nullable NodeClient client;

  private CoveyProcess(Process process, Path home) {
    this.process = process;
    this.home = home;
  }

  /**
   * What to start, and where.
   *
   * @param home the folder for all its files
   * @param arguments of {@code covey}, without those for addresses and folders
   * @param listen the address at which it accepts connections; port 0 takes a free one
   * @param http the address of its API
   * @param prefix a command that wraps it; may be empty
   */
  public record Start(
      Path home,
      List<String> arguments,
      HostAndPort listen,
      HostAndPort http,
      List<String> prefix) {
    private static final HostAndPort FREE = HostAndPort.fromParts("127.0.0.1", 0);

    /** Copies the lists. */
    public Start {
      arguments = List.copyOf(arguments);
      prefix = List.copyOf(prefix);
    }

    /** Returns a start on this machine's loopback interface, at free ports. */
    public static Start local(Path home, List<String> arguments) {
      return new Start(home, arguments, FREE, FREE, List.of());
    }

    /** Returns the same start at another address. */
    public Start at(HostAndPort address) {
      return new Start(home, arguments, address, http, prefix);
    }
  }

  /** Starts a process in a group, which may refuse. */
  public static CoveyProcess start(Start what, ProcessGroup group) throws IOException {
    Path home = what.home();
    Files.createDirectories(home);
    Files.deleteIfExists(home.resolve(READY_FILE));
    List<String> command = new ArrayList<>(what.prefix());
    command.addAll(javaCommand());
    command.addAll(what.arguments());
    command.addAll(List.of("--listen", what.listen().toString()));
    command.addAll(List.of("--http", what.http().toString()));
    command.addAll(List.of("--state", home.resolve("state").toString()));
    command.addAll(List.of("--ready-file", home.resolve(READY_FILE).toString()));
    File log = home.resolve(LOG).toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(log).redirectErrorStream(true);
    // Settings of the user's own nodes must not reach these.
    builder.environment().keySet().removeIf(name -> name.startsWith("COVEY_"));
    return new CoveyProcess(group.spawn(builder), home);
  }

  /**
   * Returns when the process is ready. Throws an IOException with a one-line message if it fails to
   * start.
   */
  public CoveyProcess awaitReady() throws IOException, InterruptedException {
    JsonObject said = ready();
    String token = Files.readString(home.resolve("state").resolve("api-token")).strip();
    listen = HostAndPort.fromString(said.get("listen").getAsString());
    client =
        new NodeClient(HostAndPort.fromString(said.get("http").getAsString()), Optional.of(token));
    return this;
  }

  /** The address at which it accepts connections, once it is ready. */
  public HostAndPort listen() {
    return Objects.requireNonNull(listen, "not ready yet");
  }

  /** The client of its API, once it is ready. */
  public NodeClient client() {
    return Objects.requireNonNull(client, "not ready yet");
  }

  /** The folder of its downloads. */
  public Path downloads() {
    return home.resolve("downloads");
  }

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Asks it to stop. */
  public void stop() {
    process.destroy();
  }

  /** Kills it, as a crash would; returns when it has ended. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
  }

  /** Asks it to stop, and kills it if it does not. */
  @Override
  public void close() {
    stop();
    try {
      if (process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  private JsonObject ready() throws IOException, InterruptedException {
    Path ready = home.resolve(READY_FILE);
    long deadline = System.nanoTime() + READY.toNanos();
    while (!Files.exists(ready)) {
      if (!process.isAlive()) {
        List<String> lines = Files.readAllLines(home.resolve(LOG));
        throw new IOException(
            "a covey process ended during its start: "
                + (lines.isEmpty() ? "no output" : lines.getLast()));
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("a covey process was not ready after 20 s");
      }
      Thread.sleep(POLL_MILLIS);
    }
    return JsonParser.parseString(Files.readString(ready)).getAsJsonObject();
  }

  /**
   * Returns the command with this process's JVM, options and class path, so that figures are those
   * of the real program.
   */
  private static List<String> javaCommand() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    // The last of repeated options counts: a node gets a node's memory, whatever starts it.
    command.addAll(NODE_MEMORY);
    command.add("-Dcovey.endWithInput=true");
    command.add("-Dcovey.terminal.out=false");
    command.add("-Dcovey.terminal.err=false");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "covey.node.cli.Covey"));
    return command;
  }
}
