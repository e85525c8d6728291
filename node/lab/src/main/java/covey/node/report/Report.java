package covey.node.report;

import covey.node.compare.Results;
import covey.node.compare.RunResult;
import covey.node.compare.UpdateResult;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The results of a comparison as files: {@code index.html}, {@code results.csv}, {@code
 * results.json}, {@code updates.csv} if there are updates, and the diagrams of the recordings in
 * the same folder.
 */
public final class Report {
  private Report() {}

  /**
   * Writes all files into the existing folder {@code dir}, and replaces older ones.
   *
   * @throws IOException if a file cannot be written, or a figure is not a finite number
   */
  public static void write(Path dir, Results results) throws IOException {
    ResultsFile.write(dir.resolve("results.json"), results);
    AtomicFile.write(dir.resolve("results.csv"), Csv.of(RunResult.class, results.runs()));
    if (!results.updates().isEmpty()) {
      AtomicFile.write(dir.resolve("updates.csv"), Csv.of(UpdateResult.class, results.updates()));
    }
    SequenceSection sequences = SequenceSection.of(dir);
    sequences.write(dir);
    AtomicFile.write(dir.resolve("index.html"), Page.of(results, sequences));
  }
}
