package covey.node.demo;

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
 * A tracker or node as a process of its own, started the way this process was. Used by one thread.
 */
final class DemoProcess implements AutoCloseable {
  private static final Duration READY = Duration.ofSeconds(20);
  private static final String READY_FILE = "ready.json";
  private static final String LOG = "log";
  private static final long POLL_MILLIS = 20;
  private static final long STOP_SECONDS = 5;

  private final Process process;
  private final Path home;
  private @Nullable HostAndPort listen;
  private @Nullable NodeClient client;

  private DemoProcess(Process process, Path home) {
    this.process = process;
    this.home = home;
  }

  /**
   * Starts `covey arguments` with everything it keeps below {@code home}.
   *
   * @param spawner starts the process, or refuses to
   */
  static DemoProcess start(Path home, List<String> arguments, Spawner spawner) throws IOException {
    Files.createDirectories(home);
    List<String> command = new ArrayList<>(javaCommand());
    command.addAll(arguments);
    command.addAll(List.of("--listen", "127.0.0.1:0", "--http", "127.0.0.1:0"));
    command.addAll(List.of("--state", home.resolve("state").toString()));
    command.addAll(List.of("--ready-file", home.resolve(READY_FILE).toString()));
    File log = home.resolve(LOG).toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(log).redirectErrorStream(true);
    // Settings of the user's own nodes must not reach the demonstration's.
    builder.environment().keySet().removeIf(name -> name.startsWith("COVEY_"));
    return new DemoProcess(spawner.spawn(builder), home);
  }

  /** Returns when it says that it is ready. */
  DemoProcess awaitReady() throws IOException, InterruptedException {
    JsonObject said = ready();
    String token = Files.readString(home.resolve("state").resolve("api-token")).strip();
    listen = HostAndPort.fromString(said.get("listen").getAsString());
    client =
        new NodeClient(HostAndPort.fromString(said.get("http").getAsString()), Optional.of(token));
    return this;
  }

  HostAndPort listen() {
    return Objects.requireNonNull(listen, "not ready yet");
  }

  NodeClient client() {
    return Objects.requireNonNull(client, "not ready yet");
  }

  /** Where this node's downloads go. */
  Path downloads() {
    return home.resolve("downloads");
  }

  /** Asks it to stop. */
  void stop() {
    process.destroy();
  }

  /** Asks it to stop, and makes it if it does not. */
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

  /** Starts processes. */
  interface Spawner {
    Process spawn(ProcessBuilder builder) throws IOException;
  }

  private JsonObject ready() throws IOException, InterruptedException {
    Path ready = home.resolve(READY_FILE);
    long deadline = System.nanoTime() + READY.toNanos();
    while (!Files.exists(ready)) {
      if (!process.isAlive()) {
        List<String> lines = Files.readAllLines(home.resolve(LOG));
        throw new IOException(
            "a process of the demonstration ended at once: "
                + (lines.isEmpty() ? "it said nothing" : lines.getLast()));
      }
      if (System.nanoTime() > deadline) {
        throw new IOException("a process of the demonstration was not ready after 20 s");
      }
      Thread.sleep(POLL_MILLIS);
    }
    return JsonParser.parseString(Files.readString(ready)).getAsJsonObject();
  }

  /**
   * This process's Java, options and class path, so that the figures are those of the real program.
   */
  private static List<String> javaCommand() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-Dcovey.endWithInput=true");
    command.add("-Dcovey.terminal.out=false");
    command.add("-Dcovey.terminal.err=false");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "covey.node.cli.Covey"));
    return command;
  }
}
