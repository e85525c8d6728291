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
import org.jspecify.annotations.Nullable;

/**
 * API tokens of several nodes: lines of HOST:PORT TOKEN, and at most one line with a token for all
 * other nodes. Ignores empty lines and lines that begin with #.
 */
final class TokenFile {
  /** The description of the option --token-file. */
  static final String OPTION =
      "With --on: file with the nodes' API tokens, lines of HOST:PORT TOKEN or one TOKEN for"
          + " all; your own nodes on this machine need none.";

  private static final long MOST_BYTES = 1 << 20;

  private final Map<HostAndPort, String> ofNode = new HashMap<>();
  private Optional<String> ofAll = Optional.empty();

  private TokenFile() {}

  /**
   * Reads a token file; null gives no tokens. Exceptions have a message for the user, which
   * contains no token.
   */
  static TokenFile read(@Nullable Path file) throws IOException {
    TokenFile tokens = new TokenFile();
    if (file == null) {
      return tokens;
    }
    List<String> lines;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException(file + " is too large to be a token file");
      }
      lines = Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new IOException("the token file " + file + " is not a text file", e);
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#") && !tokens.take(line.split("\\s+"))) {
        throw new IOException(
            "invalid line "
                + (i + 1)
                + " of the token file "
                + file
                + ": expected HOST:PORT TOKEN, or one TOKEN for all other nodes");
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

  /** Returns the token of the line with this address. */
  Optional<String> of(HostAndPort http) {
    return Optional.ofNullable(ofNode.get(http));
  }

  /** Returns the token of the line with this address, else the token for all others. */
  Optional<String> forNode(HostAndPort http) {
    return of(http).or(this::ofAll);
  }

  /** Returns the token for all nodes without a line. */
  Optional<String> ofAll() {
    return ofAll;
  }
}
