package covey.node.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import covey.node.runtime.NodeProblem;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Handles every request: checks it, routes it, and turns failures into problem documents. */
final class RequestDispatcher implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(RequestDispatcher.class);

  private final RequestGuard guard;
  private final Routes routes;

  RequestDispatcher(RequestGuard guard, Routes routes) {
    this.guard = guard;
    this.routes = routes;
  }

  @Override
  public void handle(HttpExchange exchange) {
    try (exchange) {
      ApiResponse answer = new ApiResponse(exchange);
      try {
        guard.check(exchange);
        routes.answer(ApiRequest.of(exchange), answer);
      } catch (HttpProblem e) {
        answer.problem(e);
      } catch (NodeProblem e) {
        answer.problem(HttpProblem.of(e));
      } catch (RuntimeException | StackOverflowError e) {
        LOG.error("answering {} failed", exchange.getRequestMethod(), e);
        answer.problem(HttpProblem.failed("internal error; see the node's log"));
      }
    } catch (IOException e) {
      LOG.debug("an HTTP client closed the connection", e);
    }
  }
}
