package covey.node.cli.lab;

import com.google.gson.JsonObject;
import covey.node.simulate.Scenario;
import covey.node.simulate.SimulationResult;
import covey.node.trace.FigureText;
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
        "last       " + seconds(result.timing().lastSeconds()),
        "mean       " + seconds(result.timing().meanSeconds()),
        "bound      " + seconds(scenario.boundSeconds()) + "  lower bound for any swarm",
        "ratio      " + thousandths(result.timing().ratio()),
        "tail       " + seconds(tailSeconds()) + "  from the mean to the last node",
        "uplinks    " + thousandths(result.uplinks().utilisation()) + " of their capacity used",
        "seed sent  " + thousandths(result.uplinks().seedCopies()) + " copies",
        "duplicate  " + FigureText.bytes(result.waste().duplicateBytes()),
        "control    " + FigureText.bytes(result.waste().controlBytes()),
        "pieces     " + scenario.pieceCount() + " of " + FigureText.bytes(scenario.pieceBytes()),
        "simulated  " + result.log().inputCount() + " events in " + seconds(wallNanos / 1e9));
  }

  private double tailSeconds() {
    return result.timing().lastSeconds() - result.timing().meanSeconds();
  }

  /** Returns the JSON document. */
  JsonObject document() {
    JsonObject document = new JsonObject();
    document.addProperty("nodes", scenario.nodes().stream().filter(n -> !n.seed()).count());
    document.addProperty("sizeBytes", scenario.sizeBytes());
    document.addProperty("pieceBytes", scenario.pieceBytes());
    document.addProperty("completed", result.complete());
    document.addProperty("lastSeconds", result.timing().lastSeconds());
    document.addProperty("meanSeconds", result.timing().meanSeconds());
    document.addProperty("boundSeconds", scenario.boundSeconds());
    document.addProperty("ratio", result.timing().ratio());
    document.addProperty("utilisation", result.uplinks().utilisation());
    document.addProperty("seedCopies", result.uplinks().seedCopies());
    document.addProperty("duplicateBytes", result.waste().duplicateBytes());
    document.addProperty("rejectedBytes", result.waste().rejectedBytes());
    document.addProperty("controlBytes", result.waste().controlBytes());
    document.addProperty("events", result.log().inputCount());
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
