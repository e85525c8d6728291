package covey.tests.commands;

import static org.assertj.core.api.Assertions.assertThat;

import covey.tests.process.Await;
import covey.tests.process.TestMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The launcher `./covey` in a folder that looks like one after a build, with a `java` that logs its
 * arguments. For a training it writes a cache, unless a file tells it to hang or to fail.
 */
@Execution(ExecutionMode.CONCURRENT)
class LauncherIT {
  private static final Duration SOON = Await.PATIENCE;

  private static final String JAVA =
      """
      #!/bin/sh
      here=$(dirname "$0")/..
      echo "$*" >>"$here/asked"
      case "$*" in *" train "*) ;; *) exit 0 ;; esac
      [ ! -e "$here/fail" ] || exit 1
      while [ -e "$here/hang" ]; do sleep 0.1; done
      for word in "$@"; do
        case $word in -XX:AOTCacheOutput=*) echo cache >"${word#*=}" ;; esac
      done
      """;

  @RegisterExtension final TestMachine machine = new TestMachine();

  private Path jdk;
  private Path home;
  private Path cache;

  @BeforeEach
  void aBuildIsThere() throws IOException {
    jdk = machine.folder("jdk");
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    executable(Files.createDirectory(jdk.resolve("bin")).resolve("java"), JAVA);
    home = machine.folder("home of covey");
    for (String module : List.of("protocol", "tracker", "node/app")) {
      Files.createDirectories(home.resolve(module).resolve("src/main"));
      Files.writeString(home.resolve(module).resolve("pom.xml"), "");
    }
    Files.writeString(home.resolve("pom.xml"), "");
    Files.writeString(home.resolve("node").resolve("pom.xml"), "");
    executable(home.resolve("covey"), Files.readString(launcher()));
    Path target = Files.createDirectories(home.resolve("node/app/target"));
    Files.writeString(target.resolve("covey-app-1.jar"), "");
    Files.writeString(target.resolve("covey-built"), "");
    cache = target.resolve("covey.aot");
  }

  private static Path launcher() {
    Path folder = Path.of("").toAbsolutePath();
    return folder.endsWith("tests") ? folder.resolveSibling("covey") : folder.resolve("covey");
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Process start(String... args) throws IOException {
    List<String> command =
        Stream.concat(Stream.of(home.resolve("covey").toString()), Stream.of(args)).toList();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("COVEY_JAVA_HOME", jdk.toString());
    return builder.start();
  }

  private void run(String... args) throws IOException, InterruptedException {
    Process process = start(args);
    process.getOutputStream().close();
    assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    String said = process.inputReader().readAllAsString();
    assertThat(process.exitValue()).as(said).isZero();
  }

  private List<String> asked() throws IOException {
    Path file = jdk.resolve("asked");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  @Test
  void theFirstStartTrainsAndTheOthersUseTheCache() throws Exception {
    run("ls");
    run("status");

    assertThat(asked()).hasSize(3);
    assertThat(asked().getFirst()).contains(" train ");
    assertThat(asked().subList(1, 3)).allMatch(line -> line.contains("-XX:AOTCache=" + cache));
    assertThat(asked().get(2)).endsWith("covey.node.cli.Covey status");
    assertThat(cache).hasContent("cache");
  }

  @Test
  void aKilledTrainingIsRepeated() throws Exception {
    Path hang = Files.createFile(jdk.resolve("hang"));
    Process killed = start("ls");
    Await.until("the training runs", SOON, () -> asked().size() == 1);
    killed.destroyForcibly().waitFor();
    assertThat(cache).doesNotExist();

    Files.delete(hang);
    run("ls");

    assertThat(asked()).hasSize(3);
    assertThat(cache).hasContent("cache");
    try (Stream<Path> left = Files.list(cache.getParent())) {
      assertThat(left.filter(Files::isDirectory)).isEmpty();
    }
  }

  @Test
  void otherStartsDoNotWaitForATraining() throws Exception {
    Path hang = Files.createFile(jdk.resolve("hang"));
    Process trains = start("ls");
    Await.until("the training runs", SOON, () -> asked().size() == 1);

    run("status");

    assertThat(asked().get(1)).doesNotContain("AOTCache").endsWith("covey.node.cli.Covey status");
    Files.delete(hang);
    assertThat(trains.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(cache).hasContent("cache");
  }

  @Test
  void aFailedTrainingIsNotRepeated() throws Exception {
    Files.createFile(jdk.resolve("fail"));
    run("ls");
    run("ls");

    assertThat(asked()).hasSize(3);
    assertThat(asked().get(2)).doesNotContain("AOTCache");
    assertThat(cache).isEmptyFile();
  }
}
