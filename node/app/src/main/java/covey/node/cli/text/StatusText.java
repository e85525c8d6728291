package covey.node.cli.text;

import covey.node.runtime.FoundStatus;
import covey.node.runtime.ModeStatus;
import covey.node.runtime.NodeStatus;
import covey.node.runtime.PeerStatus;
import covey.node.runtime.ShareStatus;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** How statuses look to people. */
public final class StatusText {
  /** Nodes named in a line of progress. */
  private static final int MOST_NAMED = 5;

  private static final int ID_CHARACTERS = 12;

  private StatusText() {}

  /** A table of shares. */
  public static Table shares(List<ShareStatus> shares) {
    Table table = new Table("ID", "SIZE", "HAVE", "STATE", "PEERS", "DOWN", "UP", "NAME");
    for (ShareStatus share : shares) {
      table.row(
          shortId(share.id()),
          ByteSize.text(share.sizeBytes()),
          percent(share),
          share.state(),
          Integer.toString(share.peers()),
          ByteSize.text(share.downBytesPerSecond()) + "/s",
          ByteSize.text(share.upBytesPerSecond()) + "/s",
          share.name());
    }
    return table;
  }

  /** A table of peers. */
  public static Table peers(List<PeerStatus> peers) {
    Table table = new Table("ID", "ADDRESS", "SHARES", "DOWN", "UP", "RECEIVED", "SENT", "AGENT");
    for (PeerStatus peer : peers) {
      table.row(
          shortId(peer.id()),
          peer.address() + (peer.relayedBy() == null ? "" : " (relay)"),
          Integer.toString(peer.shares().size()),
          ByteSize.text(peer.downBytesPerSecond()) + "/s",
          ByteSize.text(peer.upBytesPerSecond()) + "/s",
          ByteSize.text(peer.downloadedBytes()),
          ByteSize.text(peer.uploadedBytes()),
          peer.agent());
    }
    return table;
  }

  /** A table of what a search found; whole links, because they are handed on. */
  public static Table found(List<FoundStatus> found) {
    Table table = new Table("SIZE", "PROVIDERS", "COMPLETE", "NAME", "LINK");
    for (FoundStatus share : found) {
      table.row(
          ByteSize.text(share.sizeBytes()),
          Integer.toString(share.providers()),
          Integer.toString(share.completeProviders()),
          share.name(),
          share.link());
    }
    return table;
  }

  /** A node, line by line. */
  public static void node(NodeStatus node, PrintStream out) {
    line(out, node.role(), node.id());
    line(out, "version", node.version());
    line(
        out,
        "listens on",
        node.listen()
            + (isOpen(node) ? " (open: whoever connects may also order a mode for all)" : ""));
    line(out, "mode", node.mode());
    line(out, "directory", node.directoryHost() + (node.directoryAnswers() ? "" : ", no answer"));
    if (!node.failover().isEmpty()) {
      line(out, "fail-over", node.failover());
    }
    line(out, "shares", node.shares() + ", peers " + node.peers());
    line(
        out,
        "down",
        traffic(node.downBytesPerSecond(), node.downloadedBytes(), node.downLimitBytesPerSecond()));
    line(
        out,
        "up",
        traffic(node.upBytesPerSecond(), node.uploadedBytes(), node.upLimitBytesPerSecond()));
    line(out, "control", ByteSize.text(node.controlBytes()) + " sent beside content");
    line(
        out,
        "requests",
        node.directoryRequests()
            + " to the directory, "
            + node.directoryRequestsAnswered()
            + " answered");
    line(out, "refusals", node.refusalsSent() + " sent, " + node.refusalsReceived() + " received");
    line(out, "up since", String.format(Locale.ROOT, "%.0f s", node.uptimeSeconds()));
  }

  /** The mode, who ordered it, who works in it. */
  public static void mode(ModeStatus mode, PrintStream out) {
    line(out, "mode", mode.mode() + " (" + mode.scope() + ")");
    String by = mode.orderedBy();
    if (by != null) {
      line(
          out,
          "ordered",
          mode.orderedMode() + ", epoch " + mode.epoch() + ", at node " + by.substring(0, 12));
    }
    line(
        out,
        "acknowledged",
        mode.acknowledged() + " of " + mode.nodes() + " nodes: " + some(mode.acknowledgedBy()));
    for (String waiting : mode.waiting()) {
      line(out, "not yet", TerminalText.line(waiting));
    }
  }

  /** How far an order has come, in one line. */
  public static String progress(ModeStatus mode) {
    String done =
        mode.acknowledged() + " of " + mode.nodes() + " nodes work in " + mode.orderedMode();
    if (mode.waiting().isEmpty()) {
      return done;
    }
    return done + "; not yet " + some(mode.waiting());
  }

  private static String some(List<String> nodes) {
    List<String> named = nodes.stream().limit(MOST_NAMED).map(TerminalText::line).toList();
    int more = nodes.size() - named.size();
    return String.join(", ", named) + (more > 0 ? " and " + more + " more" : "");
  }

  /** Whether strangers on other machines can connect. */
  private static boolean isOpen(NodeStatus node) {
    return node.openNetwork()
        && !node.listen().equals("none")
        && !node.listen().startsWith("127.")
        && !node.listen().startsWith("[::1]");
  }

  /** A share, line by line. */
  public static void share(ShareStatus share, PrintStream out) {
    line(out, "share", share.id());
    line(out, "name", share.name());
    line(out, "path", share.path());
    line(out, "state", share.state() + (share.kept() ? ", kept by the origin" : ""));
    line(
        out,
        "have",
        ByteSize.text(share.haveBytes())
            + " of "
            + ByteSize.text(share.sizeBytes())
            + " ("
            + percent(share)
            + "), "
            + share.havePieces()
            + " of "
            + share.pieces()
            + " pieces, "
            + share.files()
            + " files");
    line(out, "peers", Integer.toString(share.peers()));
    line(out, "down", traffic(share.downBytesPerSecond(), share.downloadedBytes(), 0));
    line(out, "up", traffic(share.upBytesPerSecond(), share.uploadedBytes(), 0));
    line(out, "from origin", ByteSize.text(share.originBytes()));
    line(
        out,
        "wasted",
        ByteSize.text(share.rejectedBytes())
            + " rejected, "
            + ByteSize.text(share.duplicateBytes())
            + " twice");
    String waiting = share.waitingFor();
    if (waiting != null) {
      line(out, "waits for", waiting);
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
    return ByteSize.text(bytesPerSecond) + "/s, " + ByteSize.text(bytes) + " in all" + limit;
  }

  private static String percent(ShareStatus share) {
    if (share.sizeBytes() == 0) {
      return share.state().equals("seeding") ? "100%" : "0%";
    }
    // Rounded down: 100% means all of it.
    return (int) (share.haveBytes() * 100.0 / share.sizeBytes()) + "%";
  }

  private static String shortId(String id) {
    return id.substring(0, Math.min(ID_CHARACTERS, id.length()));
  }
}
