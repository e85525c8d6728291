package covey.node.trace;

import covey.protocol.directory.DirectoryAnswer;
import covey.protocol.directory.DirectoryVerb;
import covey.protocol.directory.ModeOrder;
import covey.protocol.directory.OrderAnswer;
import covey.protocol.directory.OrderVerb;
import covey.protocol.directory.RendezvousAnswer;
import covey.protocol.directory.RendezvousVerb;
import covey.protocol.directory.ShareRecord;
import covey.protocol.wire.Message;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The part of a message that a diagram shows.
 *
 * @param kind its name on the wire
 * @param text its content in words; empty for messages that come in large numbers
 * @param payloadBytes the payload it carries
 * @param amount what it requests or reports
 */
record MessageSummary(String kind, String text, long payloadBytes, long amount) {
  private static final int ID_CHARACTERS = 8;
  private static final int MOST_TEXT = 160;
  private static final int HASH_BYTES = 32;

  /** Cuts long text. */
  MessageSummary {
    text = text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT - 1) + "\u2026";
  }

  static MessageSummary of(Message message) {
    return switch (message) {
      case Message.Hello hello -> said(hello, hello.agent());
      case Message.ErrorMessage error ->
          new MessageSummary("Error", word(error.code()) + ": " + error.sentence(), 0, 0);
      case Message.Goodbye bye -> said(bye, bye.reason());
      case Message.Open open -> said(open, words(open));
      case Message.Have have -> new MessageSummary("Have", "", 0, have.pieces().size());
      case Message.Request request -> asks(request, request.lengthBytes());
      case Message.Cancel cancel -> asks(cancel, cancel.lengthBytes());
      case Message.Credit credit -> asks(credit, credit.bytes());
      case Message.Refused refused -> asks(refused, refused.lengthBytes());
      case Message.InfoRequest request -> asks(request, request.lengthBytes());
      case Message.LayerRequest request -> asks(request, (long) request.count() * HASH_BYTES);
      case Message.Deposit deposit ->
          said(
              deposit,
              share(deposit.share())
                  + ", "
                  + deposit.name()
                  + ", "
                  + FigureText.bytes(deposit.sizeBytes()));
      case Message.DepositState state ->
          said(state, word(state.state()) + ", has " + FigureText.bytes(state.haveBytes()));
      case Message.DirectoryRequest(long _, DirectoryVerb verb) -> of(verb);
      case Message.DirectoryReply(long _, DirectoryAnswer answer) -> of(answer);
      case Message.DialBack wish ->
          said(wish, id(wish.node().id()) + " requests " + share(wish.share()));
      case Message.RelayOpen open -> said(open, "to meet " + id(open.to()));
      case Message.Ping _,
          Message.Pong _,
          Message.Close _,
          Message.Block _,
          Message.InfoChunk _,
          Message.LayerChunk _,
          Message.RelayWaiting _,
          Message.RelayJoin _,
          Message.RelayReady _,
          Message.Unknown _ ->
          said(message, "");
    };
  }

  static MessageSummary of(DirectoryVerb verb) {
    return switch (verb) {
      case DirectoryVerb.Announce announce -> said(announce, shares(announce.shares()));
      case DirectoryVerb.Withdraw withdraw ->
          said(
              withdraw,
              withdraw.shares().isEmpty()
                  ? "all shares"
                  : FigureText.count(withdraw.shares().size(), "share"));
      case DirectoryVerb.Lookup lookup -> said(lookup, share(lookup.share()));
      case DirectoryVerb.Search search -> said(search, search.text());
      case DirectoryVerb.Describe describe -> said(describe, "");
      case OrderVerb.OrderMode order -> said(order, order.mode());
      case OrderVerb order -> said(order, "");
      case RendezvousVerb.Introduce introduce ->
          said(introduce, id(introduce.from().id()) + " to " + id(introduce.to()));
      case RendezvousVerb meeting -> said(meeting, "");
    };
  }

  static MessageSummary of(DirectoryAnswer answer) {
    return switch (answer) {
      case DirectoryAnswer.Announced announced ->
          said(announced, "again within " + announced.interval().toSeconds() + " s");
      case DirectoryAnswer.Withdrawn withdrawn -> said(withdrawn, "");
      case DirectoryAnswer.LookedUp found -> said(found, providers(found));
      case DirectoryAnswer.Found found ->
          said(found, FigureText.count(found.shares().size(), "share"));
      case DirectoryAnswer.Described described ->
          said(
              described,
              FigureText.count(described.shares(), "share")
                  + ", "
                  + FigureText.count(described.nodes().size(), "node"));
      case DirectoryAnswer.Failed failed -> said(failed, failed.sentence());
      case OrderAnswer.Ordered ordered -> said(ordered, order(Optional.of(ordered.order())));
      case OrderAnswer.Followed followed -> said(followed, "");
      case OrderAnswer.Followers followers ->
          said(followers, FigureText.count(followers.followers().size(), "node"));
      case RendezvousAnswer.Seated seated ->
          said(
              seated,
              (seated.granted() ? "a seat among " : "no seat among ")
                  + FigureText.count(seated.members(), "member"));
      case RendezvousAnswer.Introduced introduced ->
          said(introduced, introduced.told() ? "forwarded" : "not forwarded");
      case RendezvousAnswer meeting -> said(meeting, "");
    };
  }

  private static MessageSummary said(Object what, String text) {
    long payload = what instanceof Message message ? message.payloadBytes() : 0;
    return new MessageSummary(what.getClass().getSimpleName(), text, payload, 0);
  }

  private static MessageSummary asks(Message what, long amount) {
    return new MessageSummary(what.getClass().getSimpleName(), "", 0, amount);
  }

  private static String words(Message.Open open) {
    String has =
        switch (open.holding()) {
          case Message.Holding.All _ -> "has all";
          case Message.Holding.None _ -> "has nothing";
          case Message.Holding.Some _ -> "has a part";
        };
    return share(open.share()) + ", " + has + (open.wants() ? ", wants" : "");
  }

  private static String shares(List<ShareRecord> shares) {
    return shares.size() == 1
        ? share(shares.getFirst().id())
        : FigureText.count(shares.size(), "share");
  }

  private static String providers(DirectoryAnswer.LookedUp found) {
    long complete = found.providers().stream().filter(DirectoryAnswer.Provider::complete).count();
    return found.providers().isEmpty()
        ? "no providers"
        : FigureText.count(found.providers().size(), "provider") + ", " + complete + " complete";
  }

  private static String order(Optional<ModeOrder> order) {
    return order.map(one -> one.mode() + ", epoch " + one.epoch()).orElse("no order");
  }

  private static String share(Object id) {
    return "share " + id(id);
  }

  private static String id(Object id) {
    String whole = id.toString();
    return whole.substring(0, Math.min(ID_CHARACTERS, whole.length()));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
