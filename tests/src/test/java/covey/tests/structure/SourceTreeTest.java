package covey.tests.structure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules about the text of the sources. */
class SourceTreeTest {
  private static final List<String> MODULES =
      List.of("protocol", "tracker", "node/core", "node/peer", "node/lab", "node/app", "tests");

  private static final int MAX_LINES = 400;
  private static final int MAX_METHOD_LINES = 40;

  // Split, so that this file does not match.
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");
  private static final Pattern SLEEP =
      Pattern.compile("Thread\\.sl" + "eep|TimeUnit\\.\\w+\\.sl" + "eep");
  private static final Pattern SKIPPED = Pattern.compile("@Dis" + "abled");

  @Test
  void sourcesAreFound() throws IOException {
    assertThat(sources("main")).hasSizeGreaterThan(20);
    assertThat(sources("test")).hasSizeGreaterThan(20);
  }

  @Test
  void noFileIsLongerThanFourHundredLines() throws IOException {
    assertThat(longFiles(all())).isEmpty();
  }

  @Test
  void aFileOfMoreLinesIsFound(@TempDir Path dir) throws IOException {
    Path allowed = Files.writeString(dir.resolve("Allowed.java"), "\n".repeat(MAX_LINES));
    Path longer = Files.writeString(dir.resolve("Longer.java"), "\n".repeat(MAX_LINES + 1));
    assertThat(longFiles(List.of(allowed, longer))).containsExactly(longer + ": 401 lines");
  }

  private static List<String> longFiles(List<Path> sources) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path source : sources) {
      int lines = Files.readAllLines(source).size();
      if (lines > MAX_LINES) {
        found.add(source + ": " + lines + " lines");
      }
    }
    return found;
  }

  @Test
  void noMethodIsLongerThanFortyLines() throws IOException {
    assertThat(longMethods(all())).isEmpty();
  }

  @Test
  void aMethodOfMoreLinesIsFound(@TempDir Path dir) throws IOException {
    String text = "class A {\n  void a() {\n" + "    b();\n".repeat(41) + "  }\n}\n";
    Path source = Files.writeString(dir.resolve("A.java"), text);
    assertThat(longMethods(List.of(source))).containsExactly(source + ":2: 41 lines");
  }

  private static List<String> longMethods(List<Path> sources) throws IOException {
    List<String> found = new ArrayList<>();
    for (Path source : sources) {
      for (Method method : Method.in(Files.readAllLines(source))) {
        if (method.bodyLines() > MAX_METHOD_LINES) {
          found.add(source + ":" + method.line() + ": " + method.bodyLines() + " lines");
        }
      }
    }
    return found;
  }

  @Test
  void methodsAreMeasuredBetweenTheirBraces() {
    String source =
        """
        class A {
          int one() {
            return 1;
          }

          @Override
          public void two(
              int a,
              int b)
              throws IOException {
            if (a > b) {
              b();
            }
          }

          record B(
              @Deprecated int a,
              int b) {
            B {
              b();
            }

            void c() {
              d();
            }
          }
        }
        """;
    assertThat(Method.in(source.lines().toList()))
        .containsExactly(new Method(2, 1), new Method(7, 3), new Method(23, 1));
  }

  @Test
  void aSimpleNameStandsOnce() throws IOException {
    assertThat(namesGivenTwice(all())).isEmpty();
  }

  @Test
  void aSimpleNameThatStandsTwiceIsFound() {
    List<Path> sources =
        Stream.of("a/A.java", "a/package-info.java", "b/A.java", "b/B.java", "b/package-info.java")
            .map(Path::of)
            .toList();
    assertThat(namesGivenTwice(sources)).containsExactly("[a/A.java, b/A.java]");
  }

  /** Types that share their simple name, which is their file's; nested types are exempt. */
  private static List<String> namesGivenTwice(List<Path> sources) {
    Map<String, List<Path>> byName = new TreeMap<>();
    for (Path source : sources) {
      byName.computeIfAbsent(source.getFileName().toString(), _ -> new ArrayList<>()).add(source);
    }
    byName.remove("package-info.java");
    return byName.values().stream().filter(same -> same.size() > 1).map(List::toString).toList();
  }

  @Test
  void nothingIsLeftUnfinished() throws IOException {
    assertThat(lines(all(), UNFINISHED)).isEmpty();
  }

  @Test
  void testsWaitForConditionsAndNeverForTime() throws IOException {
    assertThat(lines(sources("test"), SLEEP)).isEmpty();
  }

  @Test
  void noTestIsSwitchedOff() throws IOException {
    assertThat(lines(sources("test"), SKIPPED)).isEmpty();
  }

  @Test
  void patternsFindWhatTheyLookFor() {
    assertThat(UNFINISHED.matcher("// TO" + "DO later").find()).isTrue();
    assertThat(SLEEP.matcher("Thread.sl" + "eep(10)").find()).isTrue();
    assertThat(SKIPPED.matcher("@Dis" + "abled(\"flaky\")").find()).isTrue();
  }

  private static List<String> lines(List<Path> sources, Pattern pattern) throws IOException {
    Stream<String> found = Stream.empty();
    for (Path source : sources) {
      List<String> lines = Files.readAllLines(source);
      found =
          Stream.concat(
              found,
              IntStream.range(0, lines.size())
                  .filter(i -> pattern.matcher(lines.get(i)).find())
                  .mapToObj(i -> source + ":" + (i + 1) + ": " + lines.get(i).strip()));
    }
    return found.toList();
  }

  private static List<Path> all() throws IOException {
    return Stream.concat(sources("main").stream(), sources("test").stream()).toList();
  }

  /** Java sources of every module, and the schema, of {@code main} or {@code test}. */
  private static List<Path> sources(String kind) throws IOException {
    Path root = Path.of(System.getProperty("covey.root")).toRealPath();
    Stream<Path> found = Stream.empty();
    for (String module : MODULES) {
      Path folder = root.resolve(module).resolve("src").resolve(kind);
      if (Files.isDirectory(folder)) {
        try (Stream<Path> files = Files.walk(folder)) {
          found = Stream.concat(found, files.filter(SourceTreeTest::isSource).toList().stream());
        }
      }
    }
    return found.toList();
  }

  private static boolean isSource(Path file) {
    return file.toString().endsWith(".java") || file.toString().endsWith(".proto");
  }
}
