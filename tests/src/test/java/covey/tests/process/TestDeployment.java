package covey.tests.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Nodes in one of the modes, with a tracker if the mode has one. */
public final class TestDeployment {
  /** The mode. */
  public enum Kind {
    CENTRAL,
    TRACKER,
    AUTO,
    P2P
  }

  private final TestMachine machine;
  private final Kind kind;
  private final Optional<CoveyNode> tracker;
  private final List<CoveyNode> nodes = new ArrayList<>();

  private TestDeployment(TestMachine machine, Kind kind, Optional<CoveyNode> tracker) {
    this.machine = machine;
    this.kind = kind;
    this.tracker = tracker;
  }

  /** Starts the tracker if the mode has one, with an origin in `central`. */
  public static TestDeployment start(TestMachine machine, Kind kind) {
    return switch (kind) {
      case P2P -> new TestDeployment(machine, kind, Optional.empty());
      case TRACKER, AUTO ->
          new TestDeployment(machine, kind, Optional.of(machine.tracker("tracker")));
      case CENTRAL ->
          new TestDeployment(machine, kind, Optional.of(startOrigin(machine, "127.0.0.1:0")));
    };
  }

  /** Starts a tracker with an origin, or starts it again, at {@code listen}. */
  public static CoveyNode startOrigin(TestMachine machine, String listen) {
    String store = machine.folder("origin-store").toString();
    return machine.tracker("tracker", "--listen", listen, "--origin", store);
  }

  /** Starts a node; in p2p it joins the node started before it. */
  public CoveyNode node(String name, String... extra) {
    List<String> args =
        new ArrayList<>(List.of("--mode", kind.name().toLowerCase(java.util.Locale.ROOT)));
    tracker.ifPresent(t -> args.addAll(List.of("--tracker", t.listen())));
    if (kind == Kind.P2P && !nodes.isEmpty()) {
      args.addAll(List.of("--join", nodes.getLast().listen()));
    }
    args.addAll(List.of(extra));
    CoveyNode node = machine.node(name, args.toArray(String[]::new));
    nodes.add(node);
    return node;
  }

  /** Returns the tracker; fails in p2p. */
  public CoveyNode tracker() {
    return tracker.orElseThrow();
  }
}
