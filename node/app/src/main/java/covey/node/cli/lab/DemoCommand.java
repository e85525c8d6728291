package covey.node.cli.lab;

import covey.node.cli.command.Command;
import covey.node.cli.command.CommandContext;
import covey.node.cli.text.ProgressBar;
import covey.node.cli.text.Rate;
import covey.node.cli.text.Table;
import covey.node.demo.Demo;
import covey.node.demo.DemoResult;
import covey.node.demo.DemoSettings;
import covey.node.runtime.NodeProblem;
import covey.node.trace.FigureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** {@code covey demo}: shows every mode on this machine. */
@CommandLine.Command(
    name = "demo",
    description =
        "Start a tracker and nodes on this machine, download a folder in every mode, and show what"
            + " each mode costs.",
    footer = {"", "Example:", "  covey demo --path ~/Pictures --nodes 6"})
final class DemoCommand extends Command {
  private static final int MAX_NODES = 32;

  @Option(
      names = "--path",
      paramLabel = "PATH",
      description = "File or folder to share; default: a copy of the JDK's lib folder.")
  private @Nullable Path path;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "Number of nodes that download; default: 4.")
  private int nodes = 4;

  @Option(
      names = "--up",
      paramLabel = "RATE",
      converter = Rate.Converter.class,
      description = "Uplink of each node; default: 1Gbit.")
  private Rate up = Rate.parse("1Gbit");

  @Option(names = "--keep", fallbackValue = "true", description = "Keep the folders of the nodes.")
  private boolean keep;

  DemoCommand(CommandContext context) {
    super(context);
  }

  @Override
  protected int run() throws IOException, NodeProblem, InterruptedException {
    if (nodes < 1 || nodes > MAX_NODES || up.bytesPerSecond() == 0) {
      throw wrongUsage("--nodes must be 1 to " + MAX_NODES + ", and --up more than 0");
    }
    Path source = path == null ? Path.of(System.getProperty("java.home"), "lib") : path;
    if (!Files.exists(source)) {
      throw new NoSuchFileException(source.toString());
    }
    DemoSettings settings =
        new DemoSettings(source.toAbsolutePath().normalize(), nodes, up.bytesPerSecond(), keep);
    Table table =
        new Table("MODE", "SECONDS", "MB FROM SERVER", "MB FROM PEERS", "BOUND", "OVER BOUND");
    runModes(settings, table);
    say(
        source
            + " to "
            + FigureText.count(nodes, "node")
            + ", uplinks of "
            + String.format(Locale.ROOT, "%.0f Mbit/s", up.bytesPerSecond() * 8 / 1e6)
            + "; every file was compared with its source:");
    table.print(screen().out());
    int cores = Runtime.getRuntime().availableProcessors();
    say(
        "The bound is the least time that these uplinks allow; the processes also shared "
            + FigureText.count(cores, "core")
            + ".");
    threeMachines().forEach(this::say);
    return DONE;
  }

  private void runModes(DemoSettings settings, Table table)
      throws IOException, NodeProblem, InterruptedException {
    try (ProgressBar bar = new ProgressBar(screen());
        Demo demo =
            shutdown()
                .closeAtExit(
                    new Demo(
                        settings,
                        (mode, have, all) ->
                            bar.show(mode, have, all, FigureText.count(nodes, "node"))))) {
      if (path == null) {
        screen().note(demo.stage());
      }
      for (String mode : List.of("central", "tracker", "p2p")) {
        row(table, demo.run(mode));
      }
      if (keep) {
        screen().note("covey: the folders are in " + demo.home());
      }
    }
  }

  private static void row(Table table, DemoResult result) {
    table.row(
        result.mode(),
        decimal("%.2f", result.seconds()),
        decimal("%.1f", result.serverBytes() / 1e6),
        decimal("%.1f", result.peerBytes() / 1e6),
        decimal("%.2f", result.boundSeconds()),
        decimal("%.2f", result.seconds() / result.boundSeconds()));
  }

  private static String decimal(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static List<String> threeMachines() {
    return List.of(
        "",
        "The same on three machines, where A is 192.0.2.1:",
        "  A$ covey tracker --open --origin /srv/covey",
        "  B$ covey share FOLDER --open --tracker 192.0.2.1:7400     prints a link",
        "  C$ covey get 'LINK' --open --tracker 192.0.2.1:7400",
        "With --mode central, B may stop once 'covey share' has returned. Without a tracker:",
        "  A$ covey share FOLDER --open                              prints a link",
        "  B$ covey get 'LINK' --open",
        "  C$ covey get 'LINK' --open --join HOST:PORT-OF-A          where multicast does not"
            + " reach");
  }
}
