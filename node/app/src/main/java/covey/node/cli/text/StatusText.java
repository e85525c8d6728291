package covey.node.cli.text;

import covey.node.runtime.FoundStatus;
import covey.node.runtime.ModeStatus;
import covey.node.runtime.NodeStatus;
import covey.node.runtime.PeerStatus;
import covey.node.runtime.ShareStatus;
import covey.node.trace.FigureText;
import java.io.PrintStream;
import java.util.List;

/** Statuses as text for the user. */
public final class StatusText {
  /** Most nodes that a line of progress names. */
  private static final int MOST_NAMED = 5;

  private static final int ID_CHARACTERS = 12;

  private StatusText() {}

  /** Returns a table of shares. */
  public static Table shares(List<ShareStatus> shares) {
    Table table = new Table("ID", "SIZE", "HAVE", "STATE", "PEERS", "DOWN", "UP", "NAME");
    for (ShareStatus share : shares) {
      table.row(
          shortId(share.id()),
          FigureText.bytes(share.sizeBytes()),
          percent(share),
          share.state(),
          Integer.toString(share.peers()),
          FigureText.bytes(share.downBytesPerSecond()) + "/s",
          FigureText.bytes(share.upBytesPerSecond()) + "/s",
          share.name());
    }
    return table;
  }

  /** Returns a table of peers. */
  public static Table peers(List<PeerStatus> peers) {
    Table table = new Table("ID", "ADDRESS", "SHARES", "DOWN", "UP", "RECEIVED", "SENT", "AGENT");
    for (PeerStatus peer : peers) {
      table.row(
          shortId(peer.id()),
          peer.address() + (peer.relayedBy() == null ? "" : " (relay)"),
          Integer.toString(peer.shares().size()),
          FigureText.bytes(peer.downBytesPerSecond()) + "/s",
          FigureText.bytes(peer.upBytesPerSecond()) + "/s",
          FigureText.bytes(peer.downloadedBytes()),
          FigureText.bytes(peer.uploadedBytes()),
          peer.agent());
    }
    return table;
  }

  /** Returns a table of search results, with whole links, since users pass these on. */
  public static Table found(List<FoundStatus> found) {
    Table table = new Table("SIZE", "PROVIDERS", "COMPLETE", "NAME", "LINK");
    for (FoundStatus share : found) {
      table.row(
          FigureText.bytes(share.sizeBytes()),
          Integer.toString(share.providers()),
          Integer.toString(share.completeProviders()),
          share.name(),
          share.link());
    }
    return table;
  }

  /** Prints a node's status. */
  public static void node(NodeStatus node, PrintStream out) {
    line(out, node.role(), node.id());
    line(out, "version", node.identity().version());
    line(
        out,
        "listens on",
        node.identity().listen()
            + (isOpen(node)
                ? " (open: anyone who connects can switch the mode of the whole deployment)"
                : ""));
    line(out, "mode", node.mode());
    line(out, "directory", node.directoryHost() + (node.directoryAnswers() ? "" : " (no answer)"));
    if (!node.failover().isEmpty()) {
      line(out, "fail-over", node.failover());
    }
    line(out, "shares", node.shares() + ", peers " + node.peers());
    line(
        out,
        "down",
        traffic(
            node.downBytesPerSecond(),
            node.traffic().downloadedBytes(),
            node.downLimitBytesPerSecond()));
    line(
        out,
        "up",
        traffic(
            node.upBytesPerSecond(), node.traffic().uploadedBytes(), node.upLimitBytesPerSecond()));
    line(out, "control", FigureText.bytes(node.controlBytes()) + " of control messages sent");
    line(
        out,
        "requests",
        node.directoryRequests()
            + " sent to the directory, "
            + node.sinceStart().directoryRequestsAnswered()
            + " answered for other nodes");
    line(out, "refusals", node.refusalsSent() + " sent, " + node.refusalsReceived() + " received");
    line(out, "uptime", TimeSpan.text(Math.round(node.uptimeSeconds())));
  }

  /** Prints the mode, the node that ordered it, and the nodes that have switched to it. */
  public static void mode(ModeStatus mode, PrintStream out) {
    line(out, "mode", mode.mode() + " (" + mode.scope() + ")");
    String by = mode.orderedBy();
    if (by != null) {
      line(
          out,
          "ordered",
          mode.orderedMode() + ", epoch " + mode.epoch() + ", by node " + by.substring(0, 12));
    }
    line(
        out,
        "acknowledged",
        mode.acknowledged()
            + " of "
            + FigureText.count(mode.nodes(), "node")
            + (mode.acknowledgedBy().isEmpty() ? "" : ": " + some(mode.acknowledgedBy())));
    for (String waiting : mode.waiting()) {
      line(out, "waiting for", TerminalText.line(waiting));
    }
  }

  /** Returns how many nodes have followed an order, in one line. */
  public static String progress(ModeStatus mode) {
    String done =
        mode.acknowledged()
            + " of "
            + FigureText.count(mode.nodes(), "node")
            + " switched to "
            + mode.orderedMode();
    if (mode.waiting().isEmpty()) {
      return done;
    }
    return done + "; waiting for " + some(mode.waiting());
  }

  private static String some(List<String> nodes) {
    List<String> named = nodes.stream().limit(MOST_NAMED).map(TerminalText::line).toList();
    int more = nodes.size() - named.size();
    return String.join(", ", named) + (more > 0 ? " and " + more + " more" : "");
  }

  /** Returns whether anyone on another machine can connect. */
  private static boolean isOpen(NodeStatus node) {
    return node.directory().openNetwork()
        && !node.identity().listen().equals("none")
        && !node.identity().listen().startsWith("127.")
        && !node.identity().listen().startsWith("[::1]");
  }

  /** Prints a share's status. */
  public static void share(ShareStatus share, PrintStream out) {
    line(out, "share", share.id());
    line(out, "name", share.name());
    line(out, "path", share.path());
    line(out, "state", share.state() + (share.kept() ? ", stored on the origin" : ""));
    line(
        out,
        "have",
        FigureText.bytes(share.haveBytes())
            + " of "
            + FigureText.bytes(share.sizeBytes())
            + " ("
            + percent(share)
            + "), "
            + share.havePieces()
            + " of "
            + FigureText.count(share.pieces(), "piece")
            + ", "
            + FigureText.count(share.files(), "file"));
    line(out, "peers", Integer.toString(share.peers()));
    line(out, "down", traffic(share.downBytesPerSecond(), share.downloadedBytes(), 0));
    line(out, "up", traffic(share.upBytesPerSecond(), share.uploadedBytes(), 0));
    line(out, "from origin", FigureText.bytes(share.originBytes()));
    line(
        out,
        "wasted",
        FigureText.bytes(share.rejectedBytes())
            + " rejected, "
            + FigureText.bytes(share.duplicateBytes())
            + " received twice");
    String waiting = share.waitingFor();
    if (waiting != null) {
      line(out, "waiting", waiting);
    }
    String problem = share.problem();
    if (problem != null) {
      line(out, "problem", problem);
    }
    line(out, "link", share.link());
  }

  private static void line(PrintStream out, String what, String value) {
    out.printf("%-12s %s%n", what, TerminalText.line(value));
  }

  private static String traffic(long bytesPerSecond, long bytes, long limitBytesPerSecond) {
    String limit = limitBytesPerSecond == 0 ? "" : ", limit " + Rate.text(limitBytesPerSecond);
    return FigureText.bytes(bytesPerSecond)
        + "/s, "
        + FigureText.bytes(bytes)
        + " in total"
        + limit;
  }

  private static String percent(ShareStatus share) {
    if (share.sizeBytes() == 0) {
      return share.state().equals("seeding") ? "100%" : "0%";
    }
    // Rounded down: 100% means complete.
    return (int) (share.haveBytes() * 100.0 / share.sizeBytes()) + "%";
  }

  private static String shortId(String id) {
    return id.substring(0, Math.min(ID_CHARACTERS, id.length()));
  }
}
