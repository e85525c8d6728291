package covey.node.cli;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import covey.node.cli.command.Command;
import covey.node.cli.command.CommandContext;
import covey.node.cli.command.ProcessShutdown;
import covey.node.cli.text.Screen;
import covey.node.runtime.NodeProblem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/**
 * {@code covey train}, used by the launcher only: moves a file between a tracker and nodes in this
 * process, over loopback, with the ordinary commands. The virtual machine records in its
 * ahead-of-time cache which classes a node loads and which methods are hot.
 */
@CommandLine.Command(
    name = "train",
    hidden = true,
    description = "Move a file between nodes in this process, to fill the launcher's cache.",
    footer = {"", "Example:", "  covey train /tmp/training"})
final class TrainCommand extends Command {
  private static final int DOWNLOADERS = 2;

  /** Large enough that the methods on the data path become the hot ones. */
  private static final int FAST_BYTES = 64 << 20;

  /** A second file, sent under a rate limit: without a limit the code that waits never runs. */
  private static final int SLOW_BYTES = 16 << 20;

  private static final String SLOW_UP = "200Mbit";

  /** Longer than any node takes to start. */
  private static final long READY_NANOS = TimeUnit.SECONDS.toNanos(10);

  @Parameters(
      paramLabel = "DIR",
      description = "An empty folder for everything that the command writes.")
  private Path folder = Path.of("");

  /** The commands that failed. */
  private final Queue<String> failed = new ConcurrentLinkedQueue<>();

  TrainCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem, InterruptedException {
    JsonObject tracker = start("tracker", List.of());
    List<String> network = List.of("--mode", "tracker", "--tracker", word(tracker, "listen"));
    List<JsonObject> nodes = new ArrayList<>();
    for (int i = 0; i <= DOWNLOADERS; i++) {
      nodes.add(start("node", network));
    }
    distribute(nodes, file("fast", FAST_BYTES));
    for (JsonObject node : nodes) {
      once("limit", node, "--up", SLOW_UP);
    }
    distribute(nodes, file("slow", SLOW_BYTES));
    for (String command : List.of("ls", "status", "peers")) {
      once(command, nodes.getLast());
    }
    if (!failed.isEmpty()) {
      throw new IOException("the training failed at: " + String.join("; ", failed));
    }
    return DONE;
  }

  private void distribute(List<JsonObject> nodes, Path file) throws InterruptedException {
    String link = once("share", nodes.getFirst(), file.toString());
    List<Thread> downloads = new ArrayList<>();
    for (JsonObject node : nodes.subList(1, nodes.size())) {
      String into = folder.resolve(word(node, "id")).toString();
      downloads.add(Thread.startVirtualThread(() -> once("get", node, link, "-o", into)));
    }
    for (Thread download : downloads) {
      download.join();
    }
  }

  /** Uses the system's random bytes: the methods of a Java generator would become hot. */
  private Path file(String name, int lengthBytes) throws IOException {
    byte[] bytes = new byte[lengthBytes];
    new SecureRandom().nextBytes(bytes);
    return Files.write(folder.resolve(name), bytes);
  }

  /** Starts a command that serves until the process ends; returns its ready file. */
  private JsonObject start(String command, List<String> network)
      throws IOException, InterruptedException {
    Path state = Files.createTempDirectory(folder, command);
    Path ready = state.resolve("ready");
    List<String> arguments = new ArrayList<>(List.of(command, "--listen", "127.0.0.1:0"));
    arguments.addAll(List.of("--http", "127.0.0.1:0", "--state", state.toString()));
    arguments.addAll(List.of("--ready-file", ready.toString()));
    arguments.addAll(network);
    Thread.ofPlatform().daemon().start(() -> Covey.run(arguments, quiet()));
    long end = System.nanoTime() + READY_NANOS;
    while (!Files.exists(ready)) {
      if (System.nanoTime() > end) {
        throw new IOException("the training's " + command + " is not ready after 10 s");
      }
      Thread.sleep(10);
    }
    return JsonParser.parseString(Files.readString(ready)).getAsJsonObject();
  }

  /** Runs a command against a node and returns what it printed. */
  private String once(String command, JsonObject node, String... more) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    List<String> arguments =
        Stream.concat(Stream.of(command, "--http", word(node, "http")), Stream.of(more)).toList();
    CommandContext quiet =
        new CommandContext(screen(printed), System.getenv(), new ProcessShutdown());
    if (Covey.run(arguments, quiet) != DONE) {
      failed.add(String.join(" ", arguments));
    }
    return printed.toString(StandardCharsets.UTF_8).strip();
  }

  /** A context without output whose nodes stop with the training. */
  private CommandContext quiet() {
    return new CommandContext(screen(OutputStream.nullOutputStream()), System.getenv(), shutdown());
  }

  private static Screen screen(OutputStream out) {
    PrintStream quiet = new PrintStream(OutputStream.nullOutputStream());
    return new Screen(new PrintStream(out, true, StandardCharsets.UTF_8), quiet, false, false);
  }

  private static String word(JsonObject ready, String key) {
    return ready.get(key).getAsString();
  }
}
