package covey.node.http;

import covey.node.runtime.NodeStatus;
import covey.node.runtime.ShareStatus;
import java.util.List;
import java.util.function.ToLongFunction;

/** The node's figures in Prometheus' text format, version 0.0.4. */
final class MetricsText {
  private final StringBuilder out = new StringBuilder(2048);

  private MetricsText() {}

  static String of(NodeStatus status, List<ShareStatus> shares) {
    MetricsText text = new MetricsText();
    text.ofNode(status);
    text.ofShares(shares);
    return text.out.toString();
  }

  private void ofNode(NodeStatus status) {
    begin("covey_info", "gauge", "What this process is; always 1.");
    out.append("covey_info{id=\"").append(escaped(status.id()));
    out.append("\",role=\"").append(escaped(status.role()));
    out.append("\",version=\"").append(escaped(status.version()));
    out.append("\",mode=\"").append(escaped(status.mode())).append("\"} 1\n");
    begin("covey_uptime_seconds", "gauge", "Seconds since the start.");
    out.append("covey_uptime_seconds ").append(status.uptimeSeconds()).append('\n');
    single("covey_shares", "gauge", "Shares on this node.", status.shares());
    single("covey_peers", "gauge", "Connected peers.", status.peers());
    single("covey_members", "gauge", "Members of the view; 0 outside p2p.", status.members());
    single(
        "covey_directory_answers",
        "gauge",
        "1 while the directory answers, else 0.",
        status.directoryAnswers() ? 1 : 0);
    single(
        "covey_downloaded_bytes_total", "counter", "Payload received.", status.downloadedBytes());
    single("covey_uploaded_bytes_total", "counter", "Payload sent.", status.uploadedBytes());
    single(
        "covey_down_bytes_per_second",
        "gauge",
        "Payload received now.",
        status.downBytesPerSecond());
    single("covey_up_bytes_per_second", "gauge", "Payload sent now.", status.upBytesPerSecond());
    ofOverhead(status);
  }

  private void ofOverhead(NodeStatus status) {
    counter("covey_control_bytes_total", "Sent beside payload of blocks.", status.controlBytes());
    counter(
        "covey_directory_requests_total",
        "Directory verbs put to other processes.",
        status.directoryRequests());
    counter(
        "covey_directory_requests_answered_total",
        "Directory verbs of others answered.",
        status.directoryRequestsAnswered());
    counter("covey_refusals_sent_total", "How often it said no.", status.refusalsSent());
    counter(
        "covey_refusals_received_total",
        "How often others said no to it.",
        status.refusalsReceived());
  }

  private void counter(String name, String help, long value) {
    single(name, "counter", help, value);
  }

  private void ofShares(List<ShareStatus> all) {
    // A share that is being imported has no id yet, so nothing to tell its figures from others'.
    List<ShareStatus> shares = all.stream().filter(share -> !share.id().isEmpty()).toList();
    each(shares, "covey_share_size_bytes", "gauge", "Size.", ShareStatus::sizeBytes);
    each(shares, "covey_share_have_bytes", "gauge", "Verified bytes.", ShareStatus::haveBytes);
    each(shares, "covey_share_peers", "gauge", "Peers that opened the share.", ShareStatus::peers);
    each(
        shares,
        "covey_share_downloaded_bytes_total",
        "counter",
        "Payload received.",
        ShareStatus::downloadedBytes);
    each(
        shares,
        "covey_share_uploaded_bytes_total",
        "counter",
        "Payload sent.",
        ShareStatus::uploadedBytes);
    each(
        shares,
        "covey_share_rejected_bytes_total",
        "counter",
        "Arrived but failed verification.",
        ShareStatus::rejectedBytes);
    each(
        shares,
        "covey_share_duplicate_bytes_total",
        "counter",
        "Arrived although already there.",
        ShareStatus::duplicateBytes);
  }

  private void each(
      List<ShareStatus> shares,
      String name,
      String type,
      String help,
      ToLongFunction<ShareStatus> figure) {
    begin(name, type, help);
    for (ShareStatus share : shares) {
      out.append(name).append("{share=\"").append(escaped(share.id())).append("\"} ");
      out.append(figure.applyAsLong(share)).append('\n');
    }
  }

  private void single(String name, String type, String help, long value) {
    begin(name, type, help);
    out.append(name).append(' ').append(value).append('\n');
  }

  private void begin(String name, String type, String help) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  private static String escaped(String label) {
    return label.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
