package covey.node.compare;

import com.google.common.net.HostAndPort;
import covey.node.modes.Mode;
import covey.node.process.CoveyProcess;
import covey.node.runtime.DirectorySettings;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.NodeSettings;
import covey.node.trace.TraceRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts the nodes of one test bed. Each knows the tracker or, in p2p, the publisher. */
final class NodeStarter {
  /** The host of the first node, after those of the tracker and the publisher. */
  static final int FIRST_NODE = 2;

  private static final String SERVER = "the server";
  private static final HostAndPort ANY = HostAndPort.fromParts("127.0.0.1", 0);

  private final TestbedContext context;
  private final String mode;
  private final List<HostAndPort> known = new ArrayList<>();
  private final Map<String, NodeTrace> views = new LinkedHashMap<>();

  NodeStarter(TestbedContext context, String mode) {
    this.context = context;
    this.mode = mode;
  }

  ProcessNode tracker() throws IOException, InterruptedException {
    Path home = home("tracker");
    List<String> arguments = new ArrayList<>(List.of("tracker"));
    if (mode.equals("central")) {
      arguments.addAll(List.of("--origin", home.resolve("origin").toString()));
      views.put(SERVER, recorded(home, arguments));
    }
    return known(process(0, home, arguments));
  }

  ProcessNode publisher() throws IOException, InterruptedException {
    ProcessNode made = process(1, home("publisher"), network(home("publisher"), true));
    return mode.equals("p2p") ? known(made) : made.awaitReady();
  }

  LabNode node(int number, boolean mayFail) throws IOException, NodeProblem {
    if (mayFail || context.settings().where() != HostKind.THREADS) {
      return process(number);
    }
    TraceRecorder recorder = number == 0 ? TraceRecorder.waiting() : null;
    if (recorder != null) {
      views.put(Testbed.FIRST_NODE, NodeTrace.of(recorder));
    }
    return ThreadNode.start(settings(home(number)), recorder);
  }

  ProcessNode process(int number) throws IOException {
    Path home = home(number);
    List<String> arguments = network(home, false);
    if (number == 0) {
      views.put(Testbed.FIRST_NODE, recorded(home, arguments));
    }
    return process(FIRST_NODE + number, home, arguments);
  }

  private static NodeTrace recorded(Path home, List<String> arguments) throws IOException {
    Path file = Files.createDirectories(home).resolve("trace.jsonl");
    arguments.addAll(List.of("--trace", file.toString()));
    return NodeTrace.of(file);
  }

  /** The traces of the recorded nodes, by the nodes' names. */
  Map<String, NodeTrace> views() {
    return views;
  }

  private Path home(int number) {
    return home("node-" + (number + 1));
  }

  private ProcessNode known(ProcessNode node) throws IOException, InterruptedException {
    known.add(node.awaitReady().listen());
    return node;
  }

  private ProcessNode process(int number, Path home, List<String> arguments) throws IOException {
    TestHosts.TestHost place = context.hosts().at(number);
    List<String> all = new ArrayList<>(arguments);
    all.addAll(place.arguments());
    return new ProcessNode(
        new CoveyProcess.Start(home, all, place.listen(), place.http(), place.prefix()),
        context.processes(),
        (up, down) -> context.hosts().shape(number, up, down));
  }

  private List<String> network(Path home, boolean first) {
    List<String> arguments = new ArrayList<>(List.of("node", "--mode", mode, "--multicast", "off"));
    arguments.addAll(List.of("--dir", home.resolve("downloads").toString()));
    if (!mode.equals("p2p")) {
      arguments.addAll(List.of("--tracker", known.getFirst().toString()));
    } else if (!first) {
      arguments.addAll(List.of("--join", known.getFirst().toString()));
    }
    return arguments;
  }

  private NodeSettings settings(Path home) {
    boolean p2p = mode.equals("p2p");
    DirectorySettings directory =
        new DirectorySettings(
            Mode.of(mode).orElseThrow(),
            p2p ? List.of() : known,
            new DirectorySettings.Members(
                p2p ? known : List.of(),
                Optional.empty(),
                Optional.empty(),
                DirectorySettings.MOST_MEMBERS),
            List.of(),
            false);
    return new NodeSettings(
        NodeSettings.Role.NODE,
        ANY,
        directory,
        home.resolve("state"),
        home.resolve("downloads"),
        Optional.empty(),
        NodeSettings.Limits.NONE);
  }

  private Path home(String name) {
    return context.home().resolve(name);
  }
}
