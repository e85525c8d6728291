package covey.node.http;

import covey.node.modes.Mode;
import covey.node.runtime.NodeControl;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import java.util.List;

/** Routes each request by its path; the table of the whole API. */
final class Routes {
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final NodeControl node;
  private final EventStreams events;
  private final ShareRoutes shares;

  Routes(NodeControl node, EventStreams events) {
    this.node = node;
    this.events = events;
    this.shares = new ShareRoutes(node);
  }

  void answer(ApiRequest request, ApiResponse answer) throws HttpProblem, NodeProblem, IOException {
    List<String> path = request.path();
    if (path.isEmpty()) {
      requireReading(request, answer);
      OverviewPage.send(node, answer);
    } else if (path.equals(List.of("metrics"))) {
      requireReading(request, answer);
      answer.text(200, PROMETHEUS, MetricsText.of(node.status(), node.shares()));
    } else if (path.size() >= 3 && path.get(0).equals("api") && path.get(1).equals("v1")) {
      api(path.get(2), path.subList(3, path.size()), request, answer);
    } else {
      throw nothingHere();
    }
  }

  private void api(String thing, List<String> below, ApiRequest request, ApiResponse answer)
      throws HttpProblem, NodeProblem, IOException {
    if (thing.equals("shares")) {
      shares.answer(below, request, answer);
      return;
    }
    if (!below.isEmpty()) {
      throw nothingHere();
    }
    switch (thing) {
      case "status" -> {
        requireReading(request, answer);
        answer.json(200, node.status());
      }
      case "peers" -> {
        requireReading(request, answer);
        answer.json(200, node.peers(request.query("share").orElse(null)));
      }
      case "search" -> {
        requireReading(request, answer);
        answer.json(200, node.search(searched(request)));
      }
      case "events" -> {
        requireReading(request, answer);
        events.send(answer);
      }
      case "mode" -> mode(request, answer);
      case "limit" -> limit(request, answer);
      default -> throw nothingHere();
    }
  }

  private void mode(ApiRequest request, ApiResponse answer)
      throws HttpProblem, NodeProblem, IOException {
    require(request, answer, "GET", "HEAD", "PUT");
    if (!request.method().equals("PUT")) {
      answer.json(200, node.mode());
      return;
    }
    JsonBody body = request.body("mode", "scope");
    String word = body.text("mode").orElse("");
    Mode mode = Mode.of(word).orElseThrow(() -> unknownMode(word));
    String scope = body.text("scope").orElse("node");
    if (!List.of("node", "deployment").contains(scope)) {
      throw HttpProblem.badRequest("scope must be node or deployment, not \"" + scope + "\"");
    }
    answer.json(200, node.switchMode(mode, scope.equals("deployment")));
  }

  private static HttpProblem unknownMode(String word) {
    return HttpProblem.badRequest(
        "mode must be central, tracker, p2p or auto, not \"" + word + "\"");
  }

  private void limit(ApiRequest request, ApiResponse answer) throws HttpProblem, IOException {
    require(request, answer, "PUT");
    JsonBody body = request.body("upBytesPerSecond", "downBytesPerSecond");
    node.limit(
        body.count("upBytesPerSecond").orElse(-1L), body.count("downBytesPerSecond").orElse(-1L));
    answer.json(200, node.status());
  }

  private static String searched(ApiRequest request) throws HttpProblem {
    return request
        .query("q")
        .orElseThrow(() -> HttpProblem.badRequest("missing the text to search for: ?q=TEXT"));
  }

  static void requireReading(ApiRequest request, ApiResponse answer) throws HttpProblem {
    require(request, answer, "GET", "HEAD");
  }

  static void require(ApiRequest request, ApiResponse answer, String... methods)
      throws HttpProblem {
    if (!List.of(methods).contains(request.method())) {
      String allowed = String.join(", ", methods);
      answer.header("Allow", allowed);
      throw HttpProblem.methodNotAllowed(allowed);
    }
  }

  static HttpProblem nothingHere() {
    return HttpProblem.notFound("nothing at this address; / lists the addresses of the API");
  }
}
