package covey.protocol.content;

import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import com.google.common.net.InternetDomainName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A share's link: {@code covey:ID[?n=NAME&t=HOST:PORT&p=HOST:PORT...]}.
 *
 * @param id the share's id, the only trusted part
 * @param name the share's name, human-readable
 * @param trackers hints: trackers that know the share
 * @param peers hints: nodes that have it
 */
public record Link(
    ShareId id, Optional<String> name, List<HostAndPort> trackers, List<HostAndPort> peers) {
  private static final String SCHEME = "covey:";
  private static final int ID_CHARACTERS = 52;

  /** The longest accepted link, in characters. */
  private static final int LINK_CHARACTERS = 8_192;

  /** The most hints of one kind. */
  private static final int HINTS = 16;

  /** Copies the lists. */
  public Link {
    trackers = List.copyOf(trackers);
    peers = List.copyOf(peers);
  }

  /** A link without hints. */
  public static Link of(ShareId id) {
    return new Link(id, Optional.empty(), List.of(), List.of());
  }

  /**
   * Parses a link or a bare id; unknown hints are ignored. Throws IllegalArgumentException with a
   * one-line message if the text is neither; a part of an id is neither.
   */
  public static Link parse(String text) {
    if (text.length() > LINK_CHARACTERS) {
      throw new IllegalArgumentException("a link has at most " + LINK_CHARACTERS + " characters");
    }
    String rest = text.strip();
    if (rest.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      rest = rest.substring(SCHEME.length());
    } else if (!isId(rest)) {
      throw new IllegalArgumentException(
          Printable.quote(rest)
              + " is not a link: a link is covey: and an id of "
              + ID_CHARACTERS
              + " characters");
    }
    int mark = rest.indexOf('?');
    ShareId id = parseId(mark < 0 ? rest : rest.substring(0, mark));
    return mark < 0 ? of(id) : withHints(id, rest.substring(mark + 1));
  }

  /** The link as {@link #parse} reads it. */
  @Override
  public String toString() {
    List<String> hints = new ArrayList<>();
    name.ifPresent(n -> hints.add("n=" + Percent.encode(n)));
    trackers.forEach(tracker -> hints.add("t=" + tracker));
    peers.forEach(peer -> hints.add("p=" + peer));
    return SCHEME + id + (hints.isEmpty() ? "" : "?" + String.join("&", hints));
  }

  private static boolean isId(String text) {
    return text.length() == ID_CHARACTERS
        && text.chars()
            .allMatch(
                c -> (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '7'));
  }

  private static ShareId parseId(String text) {
    if (!isId(text)) {
      throw new IllegalArgumentException(
          "the id of a link is "
              + ID_CHARACTERS
              + " letters and digits from 2 to 7, not "
              + Printable.quote(text));
    }
    try {
      return ShareId.parse(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the id of the link, "
              + Printable.quote(text)
              + ", is damaged: check its last characters",
          e);
    }
  }

  private static Link withHints(ShareId id, String query) {
    Optional<String> name = Optional.empty();
    List<HostAndPort> trackers = new ArrayList<>();
    List<HostAndPort> peers = new ArrayList<>();
    for (String hint : query.split("&", -1)) {
      int equals = hint.indexOf('=');
      String value = hint.substring(equals + 1);
      switch (equals < 0 ? "" : hint.substring(0, equals)) {
        case "n" -> name = Optional.of(parseName(value));
        case "t" -> trackers.add(parseAddress("tracker", value));
        case "p" -> peers.add(parseAddress("peer", value));
        default -> {
          // A hint of a later version.
        }
      }
    }
    if (trackers.size() > HINTS || peers.size() > HINTS) {
      throw new IllegalArgumentException(
          "a link names at most " + HINTS + " trackers and " + HINTS + " peers");
    }
    return new Link(id, name, trackers, peers);
  }

  private static String parseName(String value) {
    String name = Percent.decode(value);
    ShareInfoRules.problemOfPart(name)
        .ifPresent(
            problem -> {
              throw new IllegalArgumentException("the link's name: " + problem);
            });
    return name;
  }

  private static HostAndPort parseAddress(String kind, String value) {
    String address = Percent.decode(value);
    try {
      HostAndPort parsed = HostAndPort.fromString(address);
      String host = parsed.getHost();
      if (parsed.hasPort()
          && parsed.getPort() > 0
          && (InetAddresses.isInetAddress(host) || InternetDomainName.isValid(host))) {
        return parsed;
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(wrongAddress(kind, address), e);
    }
    throw new IllegalArgumentException(wrongAddress(kind, address));
  }

  private static String wrongAddress(String kind, String address) {
    return "a "
        + kind
        + " in a link is host:port, or [address]:port for IPv6, not "
        + Printable.quote(address);
  }
}
