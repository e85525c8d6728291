package covey.tests.commands;

import static org.assertj.core.api.Assertions.assertThat;

import covey.tests.process.CoveyNode;
import covey.tests.process.Result;
import covey.tests.process.TestMachine;
import covey.tests.process.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** `get --select` and `get -o`, said once and said again. */
class SelectIT {
  @RegisterExtension final TestMachine machine = new TestMachine();

  @Test
  void choiceIsCheckedBeforeItCostsAndWidenedByTheNextGet() throws IOException {
    Path things = Files.createDirectory(machine.folder("original").resolve("things"));
    for (String name : new String[] {"a.bin", "b.bin", "c.txt"}) {
      Tree.file(things.resolve(name), name.hashCode(), 100_000);
    }
    CoveyNode publisher = machine.node("publisher", "--mode", "p2p");
    CoveyNode reader = machine.node("reader", "--mode", "p2p", "--join", publisher.listen());
    String link = publisher.api().add(things).get("link").getAsString();
    Path copy = reader.downloads().resolve("things");

    assertThat(get(reader, link, "--select", "f[").usedWrongly()).contains("'f['", "pattern");
    assertThat(get(reader, link, "--select", "*.png").failedWith(3))
        .contains("no file of 'things' matches '*.png'", "a.bin, b.bin, c.txt");
    assertThat(machine.ask(reader, "ls").succeeded().out()).doesNotContain("things");
    assertThat(reader.downloads()).isEmptyDirectory();

    get(reader, link, "--select", "a*").succeeded();
    assertThat(Tree.list(copy).keySet()).containsExactly("", "a.bin");
    assertThat(get(reader, link, "--select", "*.png").failedWith(3)).contains("no file");
    get(reader, link, "--select", "c*").succeeded();
    assertThat(Tree.list(copy).keySet()).containsExactly("", "a.bin", "c.txt");
    get(reader, link).succeeded();
    assertThat(Tree.list(copy)).isEqualTo(Tree.list(things));
  }

  @Test
  void anotherFolderIsRefusedWhereTheShareIsAlready() throws IOException {
    Path file = Tree.file(machine.folder("original").resolve("file.bin"), 1, 100_000);
    CoveyNode publisher = machine.node("publisher", "--mode", "p2p");
    CoveyNode reader = machine.node("reader", "--mode", "p2p", "--join", publisher.listen());
    String link = publisher.api().add(file).get("link").getAsString();
    get(reader, link).succeeded();

    Path elsewhere = machine.folder("elsewhere");
    assertThat(machine.ask(reader, "get", link, "-o", elsewhere.toString()).failedWith(1))
        .contains("into " + reader.downloads(), "not into " + elsewhere, "covey rm");
    assertThat(machine.ask(publisher, "get", link, "-o", elsewhere.toString()).failedWith(1))
        .contains("shares 'file.bin' from " + file);
    assertThat(machine.ask(reader, "get", link).succeeded().lastLine())
        .isEqualTo(reader.downloads().resolve("file.bin").toString());
    assertThat(Files.list(elsewhere)).isEmpty();
  }

  private Result get(CoveyNode reader, String link, String... more) {
    String[] args = new String[4 + more.length];
    args[0] = "get";
    args[1] = link;
    args[2] = "-o";
    args[3] = reader.downloads().toString();
    System.arraycopy(more, 0, args, 4, more.length);
    return machine.ask(reader, args);
  }
}
