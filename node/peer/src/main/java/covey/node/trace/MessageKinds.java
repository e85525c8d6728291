package covey.node.trace;

import java.util.Map;
import java.util.Set;

/** Classifies messages by their names on the wire. An unknown name is an ordinary message. */
public final class MessageKinds {
  /** A failed dial. */
  public static final String DIAL = "Dial";

  /** The other side closed the connection, or it broke. */
  public static final String ENDED = "Connection ends";

  /** From here on, the recording only has totals. */
  public static final String FULL = "Full";

  /** A member did not answer. */
  public static final String SILENCE = "No answer";

  /** Messages that come in large numbers. */
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

  /** Messages that only show that the other side is alive. */
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

  /** The unit of {@link MessageTotals#amount}, if not bytes. */
  private static final Map<String, String> UNITS = Map.of("Have", "piece");

  private MessageKinds() {}

  /**
   * Reports whether messages of this kind are merged into one arrow even if others come between.
   */
  public static boolean isBulk(String kind) {
    return BULK.contains(kind);
  }

  /** Reports whether the message only shows that the other side is alive; it is not drawn. */
  public static boolean isSignOfLife(String kind) {
    return SIGNS_OF_LIFE.contains(kind);
  }

  /** Reports whether it answers another message; it is drawn dashed. */
  public static boolean isAnswer(String kind) {
    return ANSWERS.contains(kind);
  }

  /** Reports whether it carries content. */
  public static boolean isContent(String kind) {
    return kind.equals("Block");
  }

  /** Returns a label such as "Lookup" or "Block × 128, 2.0 MiB". */
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
