package covey.node.cli.lab;

import com.google.common.net.HostAndPort;
import covey.node.cli.text.Address;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens of several nodes: lines of an HTTP address and its token, or of one token for all others.
 * Empty lines and such as begin with # are passed over.
 */
final class TokenFile {
  private static final long MOST_BYTES = 1 << 20;

  private final Map<HostAndPort, String> ofNode = new HashMap<>();
  private Optional<String> ofAll = Optional.empty();

  private TokenFile() {}

  /** Without any token. */
  static TokenFile none() {
    return new TokenFile();
  }

  /** Reads one; an IOException's message is one line for people, and holds no token. */
  static TokenFile read(Path file) throws IOException {
    List<String> lines;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException(file + " is too large to be a token file");
      }
      lines = Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new IOException("the token file " + file + " is no text", e);
    }
    TokenFile tokens = new TokenFile();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#") && !tokens.take(line.split("\\s+"))) {
        throw new IOException(
            "line "
                + (i + 1)
                + " of the token file "
                + file
                + " is neither a token for all nodes nor HOST:PORT TOKEN");
      }
    }
    return tokens;
  }

  private boolean take(String... words) {
    if (words.length == 1 && ofAll.isEmpty()) {
      ofAll = Optional.of(words[0]);
      return true;
    }
    if (words.length != 2) {
      return false;
    }
    try {
      return ofNode.putIfAbsent(Address.parse(words[0]), words[1]) == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The token that stands for this very address. */
  Optional<String> of(HostAndPort http) {
    return Optional.ofNullable(ofNode.get(http));
  }

  /** The token that stands for this address, or else the one of all. */
  Optional<String> forNode(HostAndPort http) {
    return of(http).or(this::ofAll);
  }

  /** The token of all nodes for which none stands. */
  Optional<String> ofAll() {
    return ofAll;
  }
}
