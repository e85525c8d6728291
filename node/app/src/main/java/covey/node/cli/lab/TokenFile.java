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
 * API tokens of several nodes: lines of HOST:PORT TOKEN, and at most one line with a token for all
 * other nodes. Ignores empty lines and lines that begin with #.
 */
final class TokenFile {
  private static final long MOST_BYTES = 1 << 20;

  private final Map<HostAndPort, String> ofNode = new HashMap<>();
  private Optional<String> ofAll = Optional.empty();

  private TokenFile() {}

  /** Returns a token file without tokens. */
  static TokenFile none() {
    return new TokenFile();
  }

  /** Reads a token file; exceptions have a message for the user, which contains no token. */
  static TokenFile read(Path file) throws IOException {
    List<String> lines;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException(file + " is too large to be a token file");
      }
      lines = Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new IOException("the token file " + file + " is not a text file", e);
    }
    TokenFile tokens = new TokenFile();
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
