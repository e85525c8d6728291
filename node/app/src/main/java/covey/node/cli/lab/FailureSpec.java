package covey.node.cli.lab;

import covey.node.cli.text.Rate;
import covey.node.cli.text.TimeSpan;
import covey.node.cli.text.ValueConverter;
import covey.node.compare.Failure;
import covey.node.compare.Failure.Kind;
import covey.node.compare.Failure.Moment;
import covey.node.compare.Failure.Victims;
import covey.node.modes.Mode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses a failure: {@code server@50%}, {@code server@50%+10s}, {@code publisher@1copy}, {@code
 * nodes=25%@50%}, {@code freeze=1@50%}, {@code slow=2:1Mbit}, {@code mode=p2p@50%}.
 */
final class FailureSpec extends ValueConverter<Failure> {
  private static final Pattern FORM =
      Pattern.compile("([a-z]+)(?:=([^@+]+))?(?:@([^+]+))?(?:\\+(.+))?");
  private static final Pattern PART = Pattern.compile("([0-9]{1,2}(?:\\.[0-9]{1,3})?|100)%");
  private static final Pattern COPIES =
      Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3})?)(?:copy|copies)");
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,3}");
  private static final String FORMS =
      "server@50%, server@50%+10s, tracker@30%, publisher@1copy, nodes=25%@50%, freeze=1@50%,"
          + " partition@30%+10s, corrupt=1, slow=2:1Mbit, mode=p2p@50%";

  FailureSpec() {
    super(FailureSpec::parse);
  }

  /** Parses a failure; throws IllegalArgumentException with a message for the user. */
  static Failure parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw unknown(text);
    }
    Kind kind = kind(form.group(1), text);
    String argument = Optional.ofNullable(form.group(2)).orElse("");
    Moment at = moment(form.group(3), text);
    Optional<Duration> back = Optional.ofNullable(form.group(4)).map(TimeSpan::parse);
    if (argument.isEmpty() == takesArgument(kind) || (back.isPresent() && !canComeBack(kind))) {
      throw unknown(text);
    }
    return switch (kind) {
      case NODES, FREEZE, CORRUPT ->
          new Failure(text, kind, victims(argument, text), 0, "", at, back);
      case SLOW -> slow(argument, text, at);
      case MODE -> new Failure(text, kind, Victims.NONE, 0, mode(argument, text), at, back);
      default -> new Failure(text, kind, Victims.NONE, 0, "", at, back);
    };
  }

  private static Kind kind(String word, String text) {
    for (Kind kind : Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
        return kind;
      }
    }
    throw unknown(text);
  }

  private static boolean takesArgument(Kind kind) {
    return switch (kind) {
      case NODES, FREEZE, SLOW, MODE, CORRUPT -> true;
      default -> false;
    };
  }

  private static boolean canComeBack(Kind kind) {
    return switch (kind) {
      case SERVER, TRACKER, PUBLISHER, NODES, FREEZE, PARTITION -> true;
      default -> false;
    };
  }

  private static Moment moment(String word, String text) {
    if (word == null) {
      return Moment.START;
    }
    Matcher part = PART.matcher(word);
    if (part.matches()) {
      return new Moment(Double.parseDouble(part.group(1)) / 100, 0);
    }
    Matcher copies = COPIES.matcher(word);
    if (copies.matches()) {
      return new Moment(0, Double.parseDouble(copies.group(1)));
    }
    throw unknown(text);
  }

  private static Victims victims(String word, String text) {
    Matcher part = PART.matcher(word);
    if (part.matches()) {
      return new Victims(0, Double.parseDouble(part.group(1)) / 100);
    }
    if (COUNT.matcher(word).matches()) {
      return new Victims(Integer.parseInt(word), 0);
    }
    throw unknown(text);
  }

  private static Failure slow(String argument, String text, Moment at) {
    int colon = argument.indexOf(':');
    if (colon < 0) {
      throw unknown(text);
    }
    Victims victims = victims(argument.substring(0, colon), text);
    long rate = Rate.parse(argument.substring(colon + 1)).bytesPerSecond();
    return new Failure(text, Kind.SLOW, victims, rate, "", at, Optional.empty());
  }

  private static String mode(String word, String text) {
    return Mode.of(word).map(Mode::word).orElseThrow(() -> unknown(text));
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "unknown failure '" + text + "': expected one like " + FORMS);
  }
}
