package covey.node.replay;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link RecordingWriter} wrote, and believes nothing of it. */
public final class RecordingReader {
  private final Path file;
  // One text for each name, however many lines have it.
  private final Map<String, String> nodes = new HashMap<>();
  private final Map<String, String> shares = new HashMap<>();
  private final List<Recorded> lines = new ArrayList<>();
  private int number;

  private RecordingReader(Path file) {
    this.file = file;
  }

  /**
   * Reads a file; a last line that was not ended is passed over.
   *
   * @throws IOException in one line, if it is not there or no such recording
   */
  public static Recording read(Path file) throws IOException {
    RecordingReader reader = new RecordingReader(file);
    try (BufferedReader in = Files.newBufferedReader(file)) {
      return reader.read(in);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is no recording: it is not UTF-8", e);
    }
  }

  private Recording read(BufferedReader in) throws IOException {
    String startedAt;
    double everySeconds;
    try {
      String first = next(in);
      if (first == null) {
        throw new IOException("it is empty");
      }
      Line head = Line.parse(first);
      requireVersion(head);
      startedAt = Instant.parse(head.text("startedAt", 40)).toString();
      everySeconds = head.seconds("everySeconds");
      for (String text = next(in); text != null; text = next(in)) {
        add(event(Line.parse(text)));
      }
    } catch (CharacterCodingException e) {
      throw e;
    } catch (IOException | DateTimeException e) {
      String what = e instanceof IOException ? e.getMessage() : "startedAt is no time";
      throw new IOException(file + ", line " + number + ", is not of a recording: " + what, e);
    }
    lines.sort(Comparator.comparingDouble(Recorded::at));
    return new Recording(startedAt, everySeconds, lines);
  }

  private static void requireVersion(Line head) throws IOException {
    if (!head.text("covey", Format.LINE_MAX).equals(Format.KIND)) {
      throw new IOException("it does not say that it is one");
    }
    long version = head.count("version");
    if (version != Format.VERSION) {
      throw new IOException(
          "it has version " + version + ", and this program reads version " + Format.VERSION);
    }
  }

  private void add(Recorded line) throws IOException {
    if (lines.size() == Format.LINES_MAX) {
      throw new IOException("there are more than " + Format.LINES_MAX + " lines");
    }
    lines.add(line);
    if (nodes.size() > Format.NODES_MAX || shares.size() > Format.SHARES_MAX) {
      throw new IOException(
          "there are more than "
              + Format.NODES_MAX
              + " nodes or "
              + Format.SHARES_MAX
              + " shares in it");
    }
  }

  private Recorded event(Line line) throws IOException {
    double at = line.seconds("at");
    String event = line.text(Format.EVENT, Format.LINE_MAX);
    return switch (event) {
      case "node" -> seen(at, line);
      case "gone" -> new Recorded.NodeGone(at, node(line));
      case "rates" ->
          new Recorded.Rates(
              at, node(line), line.count("upBytesPerSecond"), line.count("downBytesPerSecond"));
      case "directory" ->
          new Recorded.DirectorySeen(at, node(line), line.flag("answers"), line.flag("failedOver"));
      case "share" -> share(at, line);
      case "have" ->
          new Recorded.Held(
              at,
              node(line),
              shareName(line),
              line.word("state", Format.STATES),
              line.count("haveBytes"));
      default -> throw new IOException("it is of no event that is known");
    };
  }

  private Recorded seen(double at, Line line) throws IOException {
    return new Recorded.NodeSeen(
        at,
        node(line),
        line.word("role", Format.ROLES),
        line.word("mode", Format.MODES),
        line.count("upLimitBytesPerSecond"),
        line.count("downLimitBytesPerSecond"));
  }

  private Recorded share(double at, Line line) throws IOException {
    long size = line.count("sizeBytes");
    long pieces = line.count("pieces");
    if (size < 1 || pieces < 1 || pieces > size) {
      throw new IOException("a share of " + size + " bytes in " + pieces + " pieces is none");
    }
    return new Recorded.ShareSeen(at, shareName(line), size, pieces);
  }

  private String node(Line line) throws IOException {
    return nodes.computeIfAbsent(line.name("node"), name -> name);
  }

  private String shareName(Line line) throws IOException {
    return shares.computeIfAbsent(line.name("share"), name -> name);
  }

  /** The next line that ended, without its end; null after the last. */
  private @Nullable String next(BufferedReader in) throws IOException {
    number++;
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return line.toString();
      }
      line.append((char) c);
      if (line.length() > Format.LINE_MAX) {
        throw new IOException("it is longer than " + Format.LINE_MAX + " characters");
      }
    }
    return null;
  }
}
