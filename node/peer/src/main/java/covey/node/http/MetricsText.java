package covey.node.http;

import covey.node.runtime.NodeStatus;
import covey.node.runtime.PayloadTraffic;
import covey.node.runtime.ShareStatus;
import java.util.List;
import java.util.function.ToLongFunction;

/** The node's metrics in Prometheus' text format, version 0.0.4. */
final class MetricsText {
  private final StringBuilder out = new StringBuilder(2048);

  private MetricsText() {}

  static String of(NodeStatus status, List<ShareStatus> shares) {
    MetricsText text = new MetricsText();
    text.ofNode(status);
    text.ofTraffic(status.traffic());
    text.ofOverhead(status.sinceStart());
    text.ofShares(shares);
    return text.out.toString();
  }

  private void ofNode(NodeStatus status) {
    begin("covey_info", "gauge", "Identity of this process; the value is always 1.");
    out.append("covey_info{id=\"").append(escaped(status.identity().id()));
    out.append("\",role=\"").append(escaped(status.identity().role()));
    out.append("\",version=\"").append(escaped(status.identity().version()));
    out.append("\",mode=\"").append(escaped(status.directory().mode())).append("\"} 1\n");
    begin("covey_uptime_seconds", "gauge", "Seconds since the process started.");
    out.append("covey_uptime_seconds ").append(status.sinceStart().uptimeSeconds()).append('\n');
    gauge("covey_shares", "Number of shares on this node.", status.shares());
    gauge("covey_peers", "Number of connected peers.", status.peers());
    gauge(
        "covey_members",
        "Number of known members of the p2p directory; 0 outside p2p.",
        status.directory().members());
    gauge(
        "covey_directory_answers",
        "1 if the directory took the last announcement, 0 otherwise.",
        status.directory().directoryAnswers() ? 1 : 0);
  }

  private void ofTraffic(PayloadTraffic traffic) {
    counter("covey_downloaded_bytes_total", "Bytes of blocks received.", traffic.downloadedBytes());
    counter("covey_uploaded_bytes_total", "Bytes of blocks sent.", traffic.uploadedBytes());
    gauge(
        "covey_down_bytes_per_second",
        "Current rate of blocks received, in bytes per second.",
        traffic.downBytesPerSecond());
    gauge(
        "covey_up_bytes_per_second",
        "Current rate of blocks sent, in bytes per second.",
        traffic.upBytesPerSecond());
  }

  private void ofOverhead(NodeStatus.SinceStart counts) {
    counter(
        "covey_control_bytes_total",
        "Bytes sent that are not payload of blocks.",
        counts.controlBytes());
    counter(
        "covey_directory_requests_total",
        "Directory requests sent to other processes.",
        counts.directoryRequests());
    counter(
        "covey_directory_requests_answered_total",
        "Directory requests of other processes answered.",
        counts.directoryRequestsAnswered());
    counter(
        "covey_refusals_sent_total",
        "Requests and connections that this process refused.",
        counts.refusalsSent());
    counter(
        "covey_refusals_received_total",
        "Requests and connections that other processes refused.",
        counts.refusalsReceived());
  }

  private void gauge(String name, String help, long value) {
    single(name, "gauge", help, value);
  }

  private void counter(String name, String help, long value) {
    single(name, "counter", help, value);
  }

  private void ofShares(List<ShareStatus> all) {
    // A share that is being imported has no id yet to use as a label.
    List<ShareStatus> shares = all.stream().filter(share -> !share.id().isEmpty()).toList();
    each(shares, "covey_share_size_bytes", "gauge", "Size of the share.", ShareStatus::sizeBytes);
    each(
        shares,
        "covey_share_have_bytes",
        "gauge",
        "Verified bytes of the share on this node.",
        ShareStatus::haveBytes);
    each(
        shares,
        "covey_share_peers",
        "gauge",
        "Connected peers that opened the share.",
        ShareStatus::peers);
    each(
        shares,
        "covey_share_downloaded_bytes_total",
        "counter",
        "Bytes of blocks of the share received.",
        ShareStatus::downloadedBytes);
    each(
        shares,
        "covey_share_uploaded_bytes_total",
        "counter",
        "Bytes of blocks of the share sent.",
        ShareStatus::uploadedBytes);
    each(
        shares,
        "covey_share_rejected_bytes_total",
        "counter",
        "Bytes received that failed verification.",
        ShareStatus::rejectedBytes);
    each(
        shares,
        "covey_share_duplicate_bytes_total",
        "counter",
        "Bytes received that were already here.",
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
