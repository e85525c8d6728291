package covey.node.runtime;

import covey.node.rendezvous.Rendezvous;
import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.OrderAnswer;
import covey.protocol.directory.OrderVerb;
import covey.protocol.directory.RendezvousVerb;
import covey.tracker.orders.OrderBook;
import covey.tracker.registry.DirectoryHost;
import java.time.Duration;

/**
 * Answers what a process can answer without hosting a directory: which mode order it knows, and how
 * to meet nodes that are connected to it. Thread-safe.
 */
final class LocalRequestHandler implements DirectoryHost {
  /** Shorter than a link waits for an answer. */
  private static final Duration NEWS_WAIT = Duration.ofMillis(1_500);

  private final OrderBook orders;
  private final Rendezvous meetings;

  LocalRequestHandler(OrderBook orders, Rendezvous meetings) {
    this.orders = orders;
    this.meetings = meetings;
  }

  @Override
  public DirectoryAnswer ask(DirectoryVerb verb) {
    return switch (verb) {
      case OrderVerb.Follow follow -> awaitNews(follow);
      case OrderVerb order -> orders.answer(order);
      case RendezvousVerb.TakeSeat _ -> notHere();
      case RendezvousVerb meeting -> meetings.answer(meeting);
      default -> notHere();
    };
  }

  /** Waits for a newer order, so that an order reaches every follower at once. */
  private DirectoryAnswer awaitNews(OrderVerb.Follow follow) {
    orders.answer(follow);
    try {
      return new OrderAnswer.Followed(orders.awaitNews(follow.known(), NEWS_WAIT));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new OrderAnswer.Followed(orders.newest());
    }
  }

  private static DirectoryAnswer notHere() {
    return new DirectoryAnswer.Failed(
        DirectoryAnswer.FailureCode.NOT_ALLOWED, "this node hosts no directory");
  }
}
