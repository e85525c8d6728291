package covey.node.cli.lab;

import com.google.gson.JsonObject;
import covey.node.cli.text.ByteSize;
import covey.node.simulate.Scenario;
import covey.node.simulate.SimulationResult;
import java.util.List;
import java.util.Locale;

/**
 * The output of {@link SimulateCommand}.
 *
 * @param wallNanos how long the simulation took in real time
 */
record SimulateReport(Scenario scenario, SimulationResult result, long wallNanos) {
  /** Returns lines of text. */
  List<String> lines() {
    return List.of(
        "last       " + seconds(result.lastSeconds()),
        "mean       " + seconds(result.meanSeconds()),
        "bound      " + seconds(scenario.boundSeconds()) + "  lower bound for any swarm",
        "ratio      " + thousandths(result.ratio()),
        "tail       " + seconds(tailSeconds()) + "  from the mean to the last node",
        "uplinks    " + thousandths(result.utilisation()) + " of their capacity used",
        "seed sent  " + thousandths(result.seedCopies()) + " copies",
        "duplicate  " + ByteSize.text(result.duplicateBytes()),
        "control    " + ByteSize.text(result.controlBytes()),
        "pieces     " + scenario.pieceCount() + " of " + ByteSize.text(scenario.pieceBytes()),
        "simulated  " + result.events() + " events in " + seconds(wallNanos / 1e9));
  }

  private double tailSeconds() {
    return result.lastSeconds() - result.meanSeconds();
  }

  /** Returns the JSON document. */
  JsonObject document() {
    JsonObject document = new JsonObject();
    document.addProperty("nodes", scenario.nodes().stream().filter(n -> !n.seed()).count());
    document.addProperty("sizeBytes", scenario.sizeBytes());
    document.addProperty("pieceBytes", scenario.pieceBytes());
    document.addProperty("completed", result.complete());
    document.addProperty("lastSeconds", result.lastSeconds());
    document.addProperty("meanSeconds", result.meanSeconds());
    document.addProperty("boundSeconds", scenario.boundSeconds());
    document.addProperty("ratio", result.ratio());
    document.addProperty("utilisation", result.utilisation());
    document.addProperty("seedCopies", result.seedCopies());
    document.addProperty("duplicateBytes", result.duplicateBytes());
    document.addProperty("rejectedBytes", result.rejectedBytes());
    document.addProperty("controlBytes", result.controlBytes());
    document.addProperty("events", result.events());
    document.addProperty("wallSeconds", wallNanos / 1e9);
    return document;
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f s", seconds);
  }

  private static String thousandths(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
