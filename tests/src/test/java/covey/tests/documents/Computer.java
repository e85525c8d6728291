package covey.tests.documents;

import covey.tests.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A computer of a reader, played by this machine: a home, a working folder, and an address of its
 * own on loopback. Commands run in a real shell, where {@code covey} is the tests' build.
 */
final class Computer {
  /** Ends only a hopeless wait: `covey compare` takes minutes on a busy machine. */
  private static final long COMMAND_SECONDS = 300;

  private final Path home;
  private final String address;
  private int commands;

  /** With its files in {@code home}; listens on {@code address}. */
  Computer(Path home, String address) throws IOException {
    this.home = Files.createDirectories(home);
    this.address = address;
    Files.createDirectories(home.resolve("runtime"));
    Path launcher = home.resolve("covey");
    String command =
        Program.command(List.of()).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Files.writeString(launcher, "#!/bin/sh\nexec " + command + " \"$@\"\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
  }

  /** Where commands run. */
  Path folder() {
    return home;
  }

  /** A command line that was started. */
  record Typed(String line, Process process, Path out, Path err) {
    /** What it has written to stdout so far. */
    String said() throws IOException {
      return Files.readString(out);
    }

    /** Waits until it has ended; returns the exit code. */
    int exitCode() throws InterruptedException {
      if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("has not ended: " + line);
      }
      return process.exitValue();
    }

    /** The command and what it wrote, for a failed test. */
    String report() throws IOException {
      return "$ %s\n-- stdout\n%s\n-- stderr\n%s".formatted(line, said(), Files.readString(err));
    }
  }

  /** Starts a command line. */
  Typed start(String line) throws IOException {
    Path out = home.resolve("out-" + commands);
    Path err = home.resolve("err-" + commands++);
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", "exec " + line)
            .directory(home.toFile())
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> env = builder.environment();
    env.keySet().removeIf(key -> key.startsWith("COVEY_"));
    env.put("HOME", home.toString());
    env.put("XDG_RUNTIME_DIR", home.resolve("runtime").toString());
    env.put("XDG_STATE_HOME", home.resolve("state").toString());
    env.put("PATH", home + ":" + env.get("PATH"));
    env.put("COVEY_MULTICAST", "off");
    env.put("COVEY_LISTEN", address + ":" + port(line));
    if (isService(line)) {
      env.put("COVEY_HTTP", "127.0.0.1:0");
    }
    return new Typed(line, builder.start(), out, err);
  }

  /** Whether it runs until it is stopped. */
  static boolean isService(String line) {
    return line.startsWith("covey tracker") || line.startsWith("covey node");
  }

  private static int port(String line) {
    return line.startsWith("covey tracker") ? 7400 : isService(line) ? 7410 : 0;
  }
}
