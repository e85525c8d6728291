package covey.node.cli.lab;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import covey.node.cli.text.ByteSize;
import covey.node.cli.text.Table;
import covey.node.compare.Plan;
import covey.node.compare.Plan.PlannedMode;
import java.io.PrintStream;
import java.util.Locale;

/** What {@link PlanCommand} prints. */
record PlanReport(Plan plan) {
  private static final double AS_FAST = 1.1;
  private static final double MINUTE = 60;
  private static final double HOUR = 3_600;
  private static final double DAY = 86_400;

  /** For people. */
  void print(PrintStream out) {
    Table table = new Table("MODE", "SECONDS", "BOUND", "SERVER SENDS", "EACH NODE SENDS", "BY");
    for (PlannedMode mode : plan.modes()) {
      table.row(
          mode.mode(),
          String.format(Locale.ROOT, "%.2f", mode.seconds()),
          String.format(Locale.ROOT, "%.2f", mode.boundSeconds()),
          ByteSize.text(mode.serverBytes()),
          ByteSize.text(mode.nodeBytes()),
          mode.method());
    }
    table.print(out);
    out.println();
    out.println("Use " + plan.use() + ". " + why());
  }

  /** For programs. */
  JsonObject document() {
    JsonObject document = new Gson().toJsonTree(plan).getAsJsonObject();
    document.addProperty("why", why());
    return document;
  }

  /** Why this mode, for these figures. */
  String why() {
    PlannedMode central = plan.modes().getFirst();
    PlannedMode swarm = plan.modes().getLast();
    if (plan.nodes() == 1) {
      return "One node takes the same time in every mode: central is the simplest, and whatever is"
          + " there already will do.";
    }
    if (plan.use().equals("central")) {
      boolean faster = central.seconds() < swarm.seconds() / AS_FAST;
      return "The server alone is "
          + (faster ? "faster than" : "as fast as")
          + " a swarm ("
          + time(central.seconds())
          + " and "
          + time(swarm.seconds())
          + ") and the simplest to run; it must stay up and sends "
          + ByteSize.text(central.serverBytes())
          + ", in a swarm "
          + ByteSize.text(swarm.serverBytes())
          + ".";
    }
    return "The nodes' own uplinks bring it to all in "
        + time(swarm.seconds())
        + " where the server alone takes "
        + time(central.seconds())
        + ", and one machine sends "
        + ByteSize.text(swarm.serverBytes())
        + " instead of "
        + ByteSize.text(central.serverBytes())
        + ". tracker is as fast, but a tracker must stay up; in p2p nothing must, once all pieces"
        + " are among the nodes.";
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
