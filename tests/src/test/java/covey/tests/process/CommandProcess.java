package covey.tests.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** The real program as a child process; its output goes to files. Thread-safe. */
public final class CommandProcess {
  /** The state LISTEN in /proc/net/tcp. */
  private static final String LISTENS = "0A";

  private static final int LAST_LINES = 20;

  private final String title;
  private final Process process;
  private final Path out;
  private final Path err;

  CommandProcess(String title, Process process, Path out, Path err) {
    this.title = title;
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts it, with {@code prefix} before the command. The files for stdout and stderr lie in
   * {@code logs} and are named after {@code name}.
   */
  static CommandProcess start(
      Path logs, String name, List<String> args, Map<String, String> env, List<String> prefix) {
    try {
      Path out = logs.resolve(name + ".out");
      Path err = logs.resolve(name + ".err");
      List<String> command = new ArrayList<>(prefix);
      List<String> words = args.stream().filter(arg -> !arg.equals(TestMachine.LAUNCHED)).toList();
      boolean launched = words.size() < args.size();
      command.addAll(launched ? Program.launched(words) : Program.command(words));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(logs.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().removeIf(key -> key.startsWith("COVEY_"));
      builder.environment().putAll(env);
      String title = name + ": covey " + String.join(" ", args);
      return new CommandProcess(title, builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether it is running. */
  public boolean alive() {
    return process.isAlive();
  }

  /** Returns its process id. */
  public long pid() {
    return process.pid();
  }

  /** Returns the processor time used so far; zero after it has exited. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  /** Sends SIGKILL. */
  void beginKill() {
    process.destroyForcibly();
  }

  /** Sends SIGKILL and waits until it is gone. */
  public void kill() {
    beginKill();
    waitFor(Duration.ofSeconds(60));
  }

  /** Sends SIGSTOP. */
  public void freeze() {
    signal("STOP");
  }

  /** Sends SIGCONT. */
  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
      if (!kill.waitFor(60, TimeUnit.SECONDS) || kill.exitValue() != 0) {
        throw new AssertionError("cannot send SIG" + name + " to " + title);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Sends SIGTERM; returns the exit code, fails if the exit takes longer than {@code within}. */
  public int terminate(Duration within) {
    process.destroy();
    return waitFor(within);
  }

  /**
   * Waits until it exits; returns the exit code, fails if that takes longer than {@code within}.
   */
  public int waitFor(Duration within) {
    try {
      if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError("no exit within " + within + ": " + report());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting for " + title, e);
    }
  }

  /** Waits until it exits; fails if that takes longer than {@code within}. */
  public Result result(Duration within) {
    int exitCode = waitFor(within);
    return new Result(title, exitCode, out(), err());
  }

  /** Returns its stdout so far. */
  public String out() {
    return read(out);
  }

  /** Returns its stderr so far. */
  public String err() {
    return read(err);
  }

  /** Returns a field of /proc/PID/status in bytes, for example VmHWM, the peak resident size. */
  public long memoryBytes(String field) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
      if (line.startsWith(field + ":")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024;
      }
    }
    throw new IOException("no " + field + " in /proc/" + pid() + "/status");
  }

  /** Returns the TCP ports it listens on, from /proc. */
  public Set<Integer> listeningPorts() throws IOException {
    Path proc = Path.of("/proc/" + pid());
    Set<String> sockets = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(proc.resolve("fd"))) {
      for (Path file : files) {
        sockets.add(Files.isSymbolicLink(file) ? target(file) : "");
      }
    }
    Set<Integer> ports = new TreeSet<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      for (String line : Files.readAllLines(proc.resolve(table))) {
        String[] fields = line.strip().split("\\s+");
        if (fields[3].equals(LISTENS) && sockets.contains("socket:[" + fields[9] + "]")) {
          ports.add(Integer.parseInt(fields[1].substring(fields[1].indexOf(':') + 1), 16));
        }
      }
    }
    return ports;
  }

  /** Returns a link's target; empty if the link is gone. */
  private static String target(Path link) throws IOException {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (NoSuchFileException closed) {
      return "";
    }
  }

  /** Returns the names of its platform threads, which Linux cuts to 15 characters. */
  public Set<String> threads() throws IOException {
    Set<String> names = new TreeSet<>();
    Path tasks = Path.of("/proc/" + pid() + "/task");
    try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
      for (Path thread : threads) {
        try {
          names.add(Files.readString(thread.resolve("comm")).strip());
        } catch (IOException e) {
          // The thread has ended meanwhile.
        }
      }
    }
    return names;
  }

  /** Returns a thread dump. */
  public String stacks() throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process asked =
        new ProcessBuilder(jcmd.toString(), String.valueOf(pid()), "Thread.print")
            .redirectErrorStream(true)
            .start();
    return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /** Returns the exit code and the last lines of output of a process that has ended. */
  String ending() {
    return "%s: exit code %d\n-- end of stdout\n%s\n-- end of stderr\n%s"
        .formatted(title, process.exitValue(), lastLines(out()), lastLines(err()));
  }

  private static String lastLines(String text) {
    List<String> lines = text.lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
  }

  /** Returns command, state and output, for the report of a failed test. */
  String report() {
    String state = alive() ? "running" : "exit code " + process.exitValue();
    return "== %s (%s)\n-- stdout\n%s\n-- stderr\n%s\n".formatted(title, state, out(), err());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
