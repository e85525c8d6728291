package covey.node.report;

import covey.node.compare.Results;
import covey.node.compare.UpdateResult;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A comparison's results as files: {@code index.html}, {@code results.csv}, {@code results.json},
 * with updates also {@code updates.csv}, and the diagrams of recordings that lie beside them.
 */
public final class Report {
  private Report() {}

  /**
   * Writes all into {@code dir}, which exists; older ones there are replaced.
   *
   * @throws IOException if one can not be written, or a figure is no number
   */
  public static void write(Path dir, Results results) throws IOException {
    ResultsFile.write(dir.resolve("results.json"), results);
    AtomicFile.write(dir.resolve("results.csv"), Csv.of(results.runs()));
    if (!results.updates().isEmpty()) {
      AtomicFile.write(dir.resolve("updates.csv"), Csv.of(UpdateResult.class, results.updates()));
    }
    SequenceSection sequences = SequenceSection.of(dir);
    sequences.write(dir);
    AtomicFile.write(dir.resolve("index.html"), Page.of(results, sequences));
  }
}
