package covey.tests.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A folder and the processes started in it, for one test.
 *
 * <p>After the test the processes are killed and the folder is deleted. A test that fails reports
 * what each of its processes printed. Use: {@code @RegisterExtension final TestMachine machine =
 * new TestMachine();}
 */
public final class TestMachine implements BeforeEachCallback, AfterEachCallback {
  /** How long a command may run. */
  private static final Duration COMMAND = Duration.ofSeconds(240);

  /**
   * As a node's option: keeps the warm-up that follows a start, which tests leave out to save
   * processor time.
   */
  public static final String REHEARSAL = "(rehearsal)";

  private final List<CommandProcess> processes = Collections.synchronizedList(new ArrayList<>());
  private Path root = Path.of("unset");

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    root = Files.createTempDirectory("covey-test-").toRealPath();
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    context.getExecutionException().ifPresent(this::addReports);
    processes.forEach(CommandProcess::kill);
    delete(root);
  }

  /** Adds the processes' output to the failure, so that the build prints it. */
  private void addReports(Throwable failure) {
    for (CommandProcess process : processes) {
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

  /** Runs a command to its end. */
  public Result run(String... args) {
    return start(args).result(COMMAND);
  }

  /** Runs a command to its end against a running node. */
  public Result ask(CoveyNode node, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--http", node.http()));
    return run(all.toArray(String[]::new));
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
    Map<String, String> env = new TreeMap<>();
    env.put("HOME", folder("home").toString());
    env.put("XDG_RUNTIME_DIR", folder("runtime").toString());
    env.put("NO_COLOR", "1");
    env.put("LC_ALL", "C.UTF-8");
    env.put("COVEY_MULTICAST", "off");
    env.putAll(more);
    CommandProcess process =
        CommandProcess.start(folder("logs"), name + "-" + processes.size(), args, env, prefix);
    processes.add(process);
    return process;
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
