package covey.node.cli.lab;

import covey.node.compare.Comparison;
import covey.node.compare.ComparisonSettings;
import covey.node.compare.Results;
import covey.node.compare.SimulatedResult;
import covey.node.report.Report;
import covey.node.report.SequenceSection;
import covey.node.runtime.CoveyVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Writes the report of a comparison once: when it is complete, or when the process ends. */
final class ReportWriter implements AutoCloseable {
  private final Path out;
  private final String command;
  private final ComparisonSettings settings;
  private final Comparison comparison;
  private final Instant started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private List<SimulatedResult> simulated = List.of();
  private boolean written;

  ReportWriter(Path out, String command, ComparisonSettings settings, Comparison comparison) {
    this.out = out;
    this.command = command;
    this.settings = settings;
    this.comparison = comparison;
  }

  /** Adds simulated results to the report. */
  synchronized void add(List<SimulatedResult> more) {
    simulated = more;
  }

  /** Writes the report and returns its results. */
  synchronized Results write() throws IOException {
    Results results =
        new Results(
            new Results.Provenance(
                command,
                CoveyVersion.NUMBER,
                comparison.machine(),
                started.toString(),
                comparison.isComplete()),
            new Results.Workload(settings.links(), comparison.sizeBytes()),
            comparison.runs(),
            simulated,
            comparison.updates(),
            comparison.skipped(),
            List.of());
    Files.createDirectories(out);
    SequenceSection.store(out, comparison.recordings());
    Report.write(out, results);
    written = true;
    return results;
  }

  /** Writes the runs so far unless the report was written. */
  @Override
  public synchronized void close() throws IOException {
    if (!written && !comparison.runs().isEmpty()) {
      var _ = write();
    }
  }
}
