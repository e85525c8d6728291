package covey.tests.commands;

import static org.assertj.core.api.Assertions.assertThat;

import covey.tests.process.Result;
import covey.tests.process.TestMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** `covey train`, as the launcher runs it. */
class TrainIT {
  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void twoNodesDownloadTheFilesAndNothingIsLeftOutsideTheFolder() throws IOException {
    Path training = machine.folder("training");

    Result result = machine.run("train", training.toString()).succeeded();

    assertThat(result.out() + result.err()).isEmpty();
    for (String name : List.of("fast", "slow")) {
      Path file = training.resolve(name);
      List<Path> copies = filesIn(training).stream().filter(p -> isCopy(p, file)).toList();
      assertThat(copies).hasSize(2).allSatisfy(p -> assertThat(p).hasSameBinaryContentAs(file));
    }
    assertThat(filesIn(machine.folder("runtime"))).isEmpty();
    assertThat(filesIn(machine.folder("home"))).isEmpty();
    assertThat(filesIn(machine.folder("logs"))).allMatch(p -> p.toString().matches(".*(out|err)"));
  }

  private static boolean isCopy(Path path, Path file) {
    return path.endsWith(file.getFileName())
        && !path.equals(file)
        && path.toFile().length() == file.toFile().length();
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void aMissingFolderIsAnError() {
    assertThat(machine.run("train", machine.folder("x").resolve("nowhere").toString()))
        .satisfies(result -> assertThat(result.failedWith(1)).contains("nowhere"));
  }
}
