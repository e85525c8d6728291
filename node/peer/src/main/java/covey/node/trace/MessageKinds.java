package covey.node.trace;

import java.util.Map;
import java.util.Set;

/** What messages are, by their names on the wire. A name that is not known is an ordinary one. */
public final class MessageKinds {
  /** A dial that led to no connection. */
  public static final String DIAL = "Dial";

  /** The other side ended the connection, or it broke. */
  public static final String ENDED = "Connection ends";

  /** From here on a recording has only sums. */
  public static final String FULL = "Full";

  /** A member did not answer. */
  public static final String SILENCE = "No answer";

  /** Those that come in great numbers. */
  private static final Set<String> BULK =
      Set.of(
          "Ping",
          "Pong",
          "Have",
          "Request",
          "Cancel",
          "Credit",
          "Block",
          "Refused",
          "InfoRequest",
          "InfoChunk",
          "LayerRequest",
          "LayerChunk",
          "Follow",
          "Followed",
          "TellOrder");

  /** Those that only say that somebody is there. */
  private static final Set<String> SIGNS_OF_LIFE = Set.of("Ping", "Pong");

  private static final Set<String> ANSWERS =
      Set.of(
          "Pong",
          "Refused",
          "InfoChunk",
          "LayerChunk",
          "DepositState",
          "Announced",
          "Withdrawn",
          "LookedUp",
          "Found",
          "Described",
          "Failed",
          "Followed",
          "Ordered",
          "Followers",
          "Seated",
          "Introduced",
          "Offered",
          "Relays",
          "RelayWaiting",
          "RelayReady");

  /** What {@link MessageTotals#amount} counts, where it is not bytes. */
  private static final Map<String, String> UNITS = Map.of("Have", "piece");

  private MessageKinds() {}

  /** Whether many of them become one arrow even if others come between. */
  public static boolean isBulk(String kind) {
    return BULK.contains(kind);
  }

  /** Whether it only says that somebody is there: not drawn. */
  public static boolean isSignOfLife(String kind) {
    return SIGNS_OF_LIFE.contains(kind);
  }

  /** Whether it answers another: drawn dashed. */
  public static boolean isAnswer(String kind) {
    return ANSWERS.contains(kind);
  }

  /** Whether content came with it. */
  public static boolean isContent(String kind) {
    return kind.equals("Block");
  }

  /** As a label says it: "Lookup" or "128 Block, 2.0 MiB". */
  public static String label(String kind, String text, MessageTotals sum) {
    StringBuilder label = new StringBuilder(kind);
    if (sum.count() > 1) {
      label.append(" \u00d7 ").append(sum.count());
    }
    if (sum.payloadBytes() > 0) {
      label.append(", ").append(FigureText.bytes(sum.payloadBytes()));
    }
    if (sum.amount() > 0) {
      String unit = UNITS.get(kind);
      label.append(unit == null ? " for " : ", ");
      label.append(
          unit == null ? FigureText.bytes(sum.amount()) : FigureText.count(sum.amount(), unit));
    }
    return text.isEmpty() ? label.toString() : label.append(": ").append(text).toString();
  }
}
