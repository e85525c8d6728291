package covey.node.http;

import com.google.common.html.HtmlEscapers;
import covey.node.runtime.NodeControl;
import covey.node.runtime.NodeStatus;
import covey.node.runtime.ShareStatus;
import java.io.IOException;
import java.util.Locale;

/** The page at "/": the node, its shares, and the addresses of the API. Has no script. */
final class OverviewPage {
  private static final String API =
      """
      <h2>API</h2>
      <ul>
      <li><a href="/api/v1/status">GET /api/v1/status</a></li>
      <li><a href="/api/v1/shares">GET /api/v1/shares</a>, POST {"path":…} or {"link":…,"dir":…}</li>
      <li>GET, DELETE /api/v1/shares/{id}; POST /api/v1/shares/{id}/pause, resume, verify</li>
      <li>GET /api/v1/shares/{id}/files/{path}</li>
      <li><a href="/api/v1/peers">GET /api/v1/peers</a>, GET /api/v1/search?q=TEXT</li>
      <li><a href="/api/v1/mode">GET /api/v1/mode</a>, PUT /api/v1/limit</li>
      <li><a href="/api/v1/events">GET /api/v1/events</a>, <a href="/metrics">GET /metrics</a></li>
      </ul>
      <p>Requests that change something need the header <code>Authorization: Bearer TOKEN</code>; the token is in
      the file api-token in the node's state folder.</p>
      """;

  private OverviewPage() {}

  static void send(NodeControl node, ApiResponse answer) throws IOException {
    NodeStatus status = node.status();
    StringBuilder page = new StringBuilder(4096);
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    page.append("<title>Covey</title></head><body>\n<h1>Covey</h1>\n<p>");
    page.append(escaped(status.role())).append(" <code>").append(escaped(status.id()));
    page.append("</code>, listening on ").append(escaped(status.identity().listen()));
    page.append(", mode ").append(escaped(status.mode())).append(", directory: ");
    page.append(escaped(status.directoryHost())).append(", peers: ").append(status.peers());
    page.append("</p>\n<h2>Shares</h2>\n<table>\n");
    page.append("<tr><th>name<th>state<th>have<th>bytes<th>link</tr>\n");
    for (ShareStatus share : node.shares()) {
      row(page, share);
    }
    page.append("</table>\n").append(API).append("</body></html>\n");
    answer.header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    answer.text(200, "text/html; charset=utf-8", page.toString());
  }

  private static void row(StringBuilder page, ShareStatus share) {
    double percent = share.sizeBytes() == 0 ? 0 : 100.0 * share.haveBytes() / share.sizeBytes();
    page.append("<tr><td>").append(escaped(share.name()));
    page.append("<td>").append(escaped(share.state()));
    page.append("<td>").append(String.format(Locale.ROOT, "%.1f %%", percent));
    page.append("<td>").append(share.sizeBytes());
    page.append("<td><code>").append(escaped(share.link())).append("</code></tr>\n");
  }

  private static String escaped(String text) {
    return HtmlEscapers.htmlEscaper().escape(text);
  }
}
