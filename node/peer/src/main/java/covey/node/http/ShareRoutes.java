package covey.node.http;

import covey.node.runtime.NodeControl;
import covey.node.runtime.NodeProblem;
import covey.node.runtime.ShareStatus;
import java.io.IOException;
import java.util.List;

/** Answers requests under /api/v1/shares. */
final class ShareRoutes {
  private final NodeControl node;

  ShareRoutes(NodeControl node) {
    this.node = node;
  }

  /** Answers a request; {@code below} is the part of the path after "shares". */
  void answer(List<String> below, ApiRequest request, ApiResponse answer)
      throws HttpProblem, NodeProblem, IOException {
    if (below.isEmpty()) {
      all(request, answer);
    } else if (below.size() == 1) {
      one(below.getFirst(), request, answer);
    } else if (below.size() >= 3 && below.get(1).equals("files")) {
      Routes.requireReading(request, answer);
      String path = String.join("/", below.subList(2, below.size()));
      FileGateway.send(node, below.getFirst(), path, request, answer);
    } else if (below.size() == 2) {
      command(below.getFirst(), below.get(1), request, answer);
    } else {
      throw Routes.nothingHere();
    }
  }

  private void all(ApiRequest request, ApiResponse answer)
      throws HttpProblem, NodeProblem, IOException {
    Routes.require(request, answer, "GET", "HEAD", "POST");
    if (!request.method().equals("POST")) {
      answer.json(200, node.shares());
      return;
    }
    JsonBody body = request.body("path", "name", "link", "dir", "select", "sequential");
    if (body.has("path") == body.has("link")) {
      throw HttpProblem.badRequest("expected either \"path\", to share it, or \"link\", to get it");
    }
    if (body.has("path")) {
      share(body, answer);
    } else {
      get(body, answer);
    }
  }

  private void share(JsonBody body, ApiResponse answer)
      throws HttpProblem, NodeProblem, IOException {
    if (body.has("dir") || body.has("select") || body.has("sequential")) {
      throw HttpProblem.badRequest("\"dir\", \"select\" and \"sequential\" go with \"link\"");
    }
    created(201, node.add(body.path("path").orElseThrow(), body.text("name").orElse(null)), answer);
  }

  private void get(JsonBody body, ApiResponse answer) throws HttpProblem, NodeProblem, IOException {
    if (body.has("name")) {
      throw HttpProblem.badRequest("\"name\" goes with \"path\"");
    }
    ShareStatus status =
        node.get(
            body.text("link").orElseThrow(),
            body.path("dir").orElse(null),
            body.texts("select"),
            body.flag("sequential"));
    created(status.state().equals("seeding") ? 201 : 202, status, answer);
  }

  private void one(String named, ApiRequest request, ApiResponse answer)
      throws HttpProblem, NodeProblem, IOException {
    Routes.require(request, answer, "GET", "HEAD", "DELETE");
    if (request.method().equals("DELETE")) {
      node.remove(named, dataToo(request));
      answer.empty(204);
    } else {
      answer.json(200, node.share(named));
    }
  }

  private void command(String named, String command, ApiRequest request, ApiResponse answer)
      throws HttpProblem, NodeProblem, IOException {
    switch (command) {
      case "pause" -> {
        Routes.require(request, answer, "POST");
        answer.json(200, node.pause(named));
      }
      case "resume" -> {
        Routes.require(request, answer, "POST");
        answer.json(200, node.resume(named));
      }
      case "verify" -> {
        Routes.require(request, answer, "POST");
        answer.json(200, new Verified(node.verify(named)));
      }
      default -> throw Routes.nothingHere();
    }
  }

  private static void created(int status, ShareStatus share, ApiResponse answer)
      throws IOException {
    if (share.id().matches("[a-z2-7]+")) {
      answer.header("Location", "/api/v1/shares/" + share.id());
    }
    answer.json(status, share);
  }

  private static boolean dataToo(ApiRequest request) throws HttpProblem {
    return switch (request.query("data").orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw HttpProblem.badRequest("\"data\" must be true or false");
    };
  }

  /** The response to a verification. */
  private record Verified(int damagedPieces) {}
}
