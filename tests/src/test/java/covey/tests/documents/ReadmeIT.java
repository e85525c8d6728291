package covey.tests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import covey.tests.process.Await;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every command of the README's {@code console} blocks, each block by itself.
 *
 * <p>A line is a prompt and a command: {@code A$}, {@code B$}, {@code C$} are computers, {@code
 * 1$}, {@code 2$} and {@code $} terminals of one. The test changes only this: 192.0.2.N is an
 * address on loopback, LINK is the link that {@code share} printed, and multicast is off. A command
 * that serves runs until the block ends; every other must end with 0.
 */
class ReadmeIT {
  private static final Duration SOON = Await.PATIENCE;
  private static final Pattern PROMPT = Pattern.compile("(\\w?)\\$ (.*)");

  @RegisterExtension final TestMachine machine = new TestMachine();

  private final Map<String, Computer> computers = new HashMap<>();
  private final List<Computer.Typed> typed = new ArrayList<>();
  private String link = "LINK";
  private String network = "";

  static List<Document.Block> blocks() throws IOException {
    return Document.read("README.md").blocks().stream()
        .filter(block -> block.language().equals("console"))
        .toList();
  }

  @AfterEach
  void stop() {
    for (Computer.Typed command : typed) {
      command.process().destroyForcibly();
    }
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void everyCommandSucceeds(Document.Block block) throws Exception {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    network = "127.%d.%d.".formatted(random.nextInt(1, 255), random.nextInt(1, 255));
    for (String line : block.lines()) {
      Matcher prompt = PROMPT.matcher(line);
      assertThat(prompt.matches()).as("a prompt and a command: " + line).isTrue();
      run(computer(prompt.group(1)), prompt.group(2));
    }
    for (Computer.Typed command : typed.reversed()) {
      if (command.process().isAlive()) {
        command.process().destroy();
        assertThat(command.exitCode()).as(command.report()).isIn(0, 130, 143);
      }
    }
  }

  private Computer computer(String name) throws IOException {
    String key = name.matches("[A-Z]") ? name : "here";
    Computer present = computers.get(key);
    if (present != null) {
      return present;
    }
    int number = key.equals("here") ? 9 : key.charAt(0) - 'A' + 1;
    Computer made = new Computer(machine.folder(key), network + number);
    Tree.nested(made.folder().resolve("holiday-photos"), 1);
    computers.put(key, made);
    return made;
  }

  private void run(Computer computer, String documented) throws Exception {
    String line = documented.replace("LINK", link).replace("192.0.2.", network);
    Computer.Typed command = computer.start(line);
    typed.add(command);
    boolean shares = line.startsWith("covey share");
    if (shares || Computer.isService(line)) {
      Await.until(
          "it serves: " + line,
          SOON,
          () -> command.said().contains("\n") || !command.process().isAlive());
    } else {
      command.exitCode();
    }
    if (!command.process().isAlive()) {
      assertThat(command.exitCode()).as(command.report()).isZero();
    }
    if (shares) {
      link = command.said().strip();
    } else if (line.startsWith("covey get")) {
      Path there = Path.of(command.said().strip());
      assertThat(Tree.list(computer.folder().resolve(there)))
          .isEqualTo(Tree.list(computer.folder().resolve("holiday-photos")));
    }
  }
}
