package covey.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import covey.node.cli.command.CommandContext;
import covey.node.cli.command.ProcessShutdown;
import covey.node.cli.text.Screen;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Compares docs/cli.md with the definitions of the commands; with {@code -Dcovey.docs.write} writes
 * it.
 */
class CommandReferenceTest {
  @Test
  void thePageIsUpToDate() throws IOException {
    Path page = root().resolve("docs").resolve("cli.md");
    String expected = CommandReference.of(Covey.allCommands(context()));
    if (System.getProperty("covey.docs.write") != null) {
      Files.writeString(page, expected);
    }
    assertThat(Files.readString(page))
        .as("docs/cli.md is not up to date; its first lines tell how to update it")
        .isEqualTo(expected);
  }

  @Test
  void everyCommandIsOnThePage() {
    String page = CommandReference.of(Covey.allCommands(context()));
    assertThat(page).contains("## covey get\n", "## covey trace draw\n", "| 130 |");
    assertThat(page).contains("| `-o, --output DIR` | ", "| `LINK\\|NAME` | ", "| `--json` | ");
    assertThat(page).doesNotContain("covey train");
  }

  private static CommandContext context() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Screen screen = new Screen(nowhere, nowhere, false, false);
    return new CommandContext(screen, Map.of(), new ProcessShutdown());
  }

  /** The folder of the repository: tests run in the folder of their module. */
  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("protocol"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
