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
  private final String prefix;
  private final Optional<CoveyNode> tracker;
  private final List<CoveyNode> nodes = new ArrayList<>();

  private TestDeployment(
      TestMachine machine, Kind kind, String prefix, Optional<CoveyNode> tracker) {
    this.machine = machine;
    this.kind = kind;
    this.prefix = prefix;
    this.tracker = tracker;
  }

  /** Starts the tracker if the mode has one, with an origin in `central`. */
  public static TestDeployment start(TestMachine machine, Kind kind) {
    return start(machine, kind, "");
  }

  /** Does the same; the names of all processes begin with {@code prefix}. */
  public static TestDeployment start(TestMachine machine, Kind kind, String prefix) {
    Optional<CoveyNode> tracker =
        switch (kind) {
          case P2P -> Optional.empty();
          case TRACKER, AUTO -> Optional.of(machine.tracker(prefix + "tracker"));
          case CENTRAL -> Optional.of(startOrigin(machine, prefix, "127.0.0.1:0"));
        };
    return new TestDeployment(machine, kind, prefix, tracker);
  }

  /** Starts a tracker with an origin, or starts it again, at {@code listen}. */
  public static CoveyNode startOrigin(TestMachine machine, String listen) {
    return startOrigin(machine, "", listen);
  }

  private static CoveyNode startOrigin(TestMachine machine, String prefix, String listen) {
    String store = machine.folder(prefix + "origin-store").toString();
    return machine.tracker(prefix + "tracker", "--listen", listen, "--origin", store);
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
    CoveyNode node = machine.node(prefix + name, args.toArray(String[]::new));
    nodes.add(node);
    return node;
  }

  /** Returns the tracker; fails in p2p. */
  public CoveyNode tracker() {
    return tracker.orElseThrow();
  }
}
