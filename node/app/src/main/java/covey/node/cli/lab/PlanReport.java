package covey.node.cli.lab;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import covey.node.cli.text.Table;
import covey.node.compare.Plan;
import covey.node.compare.Plan.PlannedMode;
import covey.node.trace.FigureText;
import java.io.PrintStream;
import java.util.Locale;

/** The output of {@link PlanCommand}. */
record PlanReport(Plan plan) {
  private static final double AS_FAST = 1.1;
  private static final double MINUTE = 60;
  private static final double HOUR = 3_600;
  private static final double DAY = 86_400;

  /** Prints a table and the recommendation. */
  void print(PrintStream out) {
    Table table = new Table("MODE", "SECONDS", "BOUND", "SERVER SENDS", "EACH NODE SENDS", "BY");
    for (PlannedMode mode : plan.modes()) {
      table.row(
          mode.mode(),
          String.format(Locale.ROOT, "%.2f", mode.seconds()),
          String.format(Locale.ROOT, "%.2f", mode.boundSeconds()),
          FigureText.bytes(mode.serverBytes()),
          FigureText.bytes(mode.nodeBytes()),
          mode.method());
    }
    table.print(out);
    out.println();
    out.println("Use " + plan.use() + ". " + why());
  }

  /** Returns the JSON document. */
  JsonObject document() {
    JsonObject document = new Gson().toJsonTree(plan).getAsJsonObject();
    document.addProperty("why", why());
    return document;
  }

  /** Returns the reason for the recommendation. */
  String why() {
    PlannedMode central = plan.modes().getFirst();
    PlannedMode swarm = plan.modes().getLast();
    if (plan.nodes() == 1) {
      return "One node takes the same time in every mode; central is the simplest, but any mode"
          + " that you already run is as good.";
    }
    if (plan.use().equals("central")) {
      boolean faster = central.seconds() < swarm.seconds() / AS_FAST;
      return "The server alone is "
          + (faster ? "faster than" : "as fast as")
          + " a swarm ("
          + time(central.seconds())
          + " and "
          + time(swarm.seconds())
          + ") and the simplest to run, but it must stay up, and it sends "
          + FigureText.bytes(central.serverBytes())
          + " instead of "
          + FigureText.bytes(swarm.serverBytes())
          + " in a swarm.";
    }
    return "With the nodes' own uplinks it takes "
        + time(swarm.seconds())
        + ", with the server alone "
        + time(central.seconds())
        + ". The first machine sends "
        + FigureText.bytes(swarm.serverBytes())
        + " instead of "
        + FigureText.bytes(central.serverBytes())
        + ". Mode tracker is as fast, but a tracker must stay up; in p2p no machine must, once the"
        + " nodes together have all pieces.";
  }

  private static String time(double seconds) {
    if (seconds < 2 * MINUTE) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    if (seconds < 2 * HOUR) {
      return String.format(Locale.ROOT, "%.1f min", seconds / MINUTE);
    }
    return seconds < 2 * DAY
        ? String.format(Locale.ROOT, "%.1f h", seconds / HOUR)
        : String.format(Locale.ROOT, "%.1f days", seconds / DAY);
  }
}
