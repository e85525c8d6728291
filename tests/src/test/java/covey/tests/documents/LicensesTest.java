package covey.tests.documents;

import static org.assertj.core.api.Assertions.assertThat;

import covey.node.report.Report;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Licenses of others: in NOTICE, and with what is bundled. */
class LicensesTest {
  private static final Pattern JAR = Pattern.compile("(.+?)-\\d[^-]*(-.*)?\\.jar");

  /** Beginnings of the names of what only tests need. */
  private static final List<String> OF_TESTS =
      List.of(
          "covey-",
          "junit",
          "assertj",
          "archunit",
          "opentest4j",
          "apiguardian",
          "byte-buddy",
          "surefire");

  @Test
  void everyLibraryIsInTheNotice() throws IOException {
    String notice = String.join("\n", Document.read("NOTICE").lines());
    TreeSet<String> libraries = new TreeSet<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Matcher jar = JAR.matcher(Path.of(entry).getFileName().toString());
      if (jar.matches() && OF_TESTS.stream().noneMatch(jar.group(1)::startsWith)) {
        libraries.add(jar.group(1));
      }
    }
    assertThat(libraries).contains("guava", "jgroups", "picocli").allMatch(notice::contains);
  }

  @Test
  void licensesOfTheChartsAreInTheirJar() throws IOException {
    for (String name : Arrays.asList("LICENSE", "NOTICE", "LICENSE-d3", "LICENSE-zrender")) {
      try (InputStream in =
          Report.class.getResourceAsStream("/META-INF/licenses/echarts/" + name)) {
        assertThat(in).as(name).isNotNull();
        assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).contains("Copyright");
      }
    }
  }
}
