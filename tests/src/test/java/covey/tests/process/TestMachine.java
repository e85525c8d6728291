package covey.tests.process;

import covey.node.cli.CommandInTestProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A folder and the processes started in it, for one test or, in a static field, for all tests of a
 * class.
 *
 * <p>After that the processes are killed and the folder is deleted. A test that fails reports what
 * each of the processes printed. Use: {@code @RegisterExtension final TestMachine machine = new
 * TestMachine();}
 */
public final class TestMachine
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  /** How long a command may run. */
  private static final Duration COMMAND = Duration.ofSeconds(240);

  /**
   * As a node's option: keeps the warm-up that follows a start, which tests leave out to save
   * processor time.
   */
  public static final String REHEARSAL = "(rehearsal)";

  /**
   * As an option: starts the JVM with the launcher's flags and both compilers. Other processes of
   * tests leave out the second, to save processor time.
   */
  public static final String LAUNCHED = "(launched)";

  private final List<CommandProcess> processes = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger started = new AtomicInteger();
  private volatile Path root = Path.of("unset");
  private volatile boolean ofAll;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    ofAll = true;
    open();
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    if (!ofAll) {
      open();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    context.getExecutionException().ifPresent(this::addReports);
    if (!ofAll) {
      close();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    context.getExecutionException().ifPresent(this::addReports);
    close();
  }

  private void open() throws IOException {
    root = Files.createTempDirectory("covey-test-").toRealPath();
  }

  private void close() throws IOException {
    List<CommandProcess> all = List.copyOf(processes);
    all.forEach(CommandProcess::beginKill);
    all.forEach(CommandProcess::kill);
    delete(root);
  }

  /** Adds the processes' output to the failure, so that the build prints it. */
  private void addReports(Throwable failure) {
    for (CommandProcess process : List.copyOf(processes)) {
      failure.addSuppressed(new ProcessReport(process.report()));
    }
  }

  private static final class ProcessReport extends Exception {
    private static final long serialVersionUID = 1;

    ProcessReport(String report) {
      super(report, null, false, false);
    }
  }

  /** Returns the folder of that name, made if missing. */
  public Path folder(String name) {
    try {
      return Files.createDirectories(root.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a node, or starts it again: its state lies under {@code folder(name)}. */
  public CoveyNode node(String name, String... args) {
    return CoveyNode.start(this, folder(name), "node", List.of(args));
  }

  /** Starts a node with a command prefix, for example {@code ip netns exec NAME}. */
  public CoveyNode nodeIn(List<String> prefix, String name, String... args) {
    return CoveyNode.start(this, folder(name), "node", List.of(args), prefix);
  }

  /** Starts a tracker, or starts it again: its state lies under {@code folder(name)}. */
  public CoveyNode tracker(String name, String... args) {
    return CoveyNode.start(this, folder(name), "tracker", List.of(args));
  }

  /** Runs a command to its end in a process of its own. */
  public Result run(String... args) {
    return start(args).result(COMMAND);
  }

  /** Runs a command to its end in this process; for commands that start no node. */
  public Result runHere(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = CommandInTestProcess.run(List.of(args), environment(), out, err);
    String title = "in the tests' process: covey " + String.join(" ", args);
    return new Result(
        title,
        exitCode,
        out.toString(StandardCharsets.UTF_8),
        err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command against a running node to its end, in this process. */
  public Result ask(CoveyNode node, String... args) {
    String token = node.tokenFile().toString();
    return runHere(with(args, "--http", node.http(), "--token-file", token));
  }

  /**
   * Runs a command against a running node to its end, in a process of its own, which finds the
   * node's token by itself.
   */
  public Result askByProcess(CoveyNode node, String... args) {
    return run(with(args, "--http", node.http()));
  }

  private static String[] with(String[] args, String... more) {
    return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
  }

  /** Starts a command. */
  public CommandProcess start(String... args) {
    return start("command-" + args[0], List.of(args), Map.of());
  }

  /**
   * Starts the program with additional environment variables and its own home and runtime folder.
   */
  public CommandProcess start(String name, List<String> args, Map<String, String> more) {
    return start(name, args, more, List.of());
  }

  /** Does the same with a command prefix. */
  CommandProcess start(
      String name, List<String> args, Map<String, String> more, List<String> prefix) {
    Map<String, String> env = environment();
    env.putAll(more);
    String unique = name + "-" + started.getAndIncrement();
    CommandProcess process = CommandProcess.start(folder("logs"), unique, args, env, prefix);
    processes.add(process);
    return process;
  }

  private Map<String, String> environment() {
    Map<String, String> env = new TreeMap<>();
    env.put("HOME", folder("home").toString());
    env.put("XDG_RUNTIME_DIR", folder("runtime").toString());
    env.put("XDG_STATE_HOME", folder("home").resolve(".local/state").toString());
    env.put("NO_COLOR", "1");
    env.put("LC_ALL", "C.UTF-8");
    env.put("COVEY_MULTICAST", "off");
    return env;
  }

  private static void delete(Path root) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(root)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) {
      Files.deleteIfExists(path);
    }
  }
}
