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

/** Reads what a {@link RecordingWriter} wrote, and validates all of it. */
public final class RecordingReader {
  private final Path file;
  // One string for each name, however many lines contain it.
  private final Map<String, String> nodes = new HashMap<>();
  private final Map<String, String> shares = new HashMap<>();
  private final List<RecordedChange> lines = new ArrayList<>();
  private int number;

  private RecordingReader(Path file) {
    this.file = file;
  }

  /**
   * Reads a file; ignores an incomplete last line.
   *
   * @throws IOException with a one-line message if the file does not exist or is not a recording
   */
  public static DeploymentRecording read(Path file) throws IOException {
    RecordingReader reader = new RecordingReader(file);
    try (BufferedReader in = Files.newBufferedReader(file)) {
      return reader.read(in);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not a recording: it is not UTF-8", e);
    }
  }

  private DeploymentRecording read(BufferedReader in) throws IOException {
    String startedAt;
    double everySeconds;
    try {
      String first = next(in);
      if (first == null) {
        throw new IOException("it is empty");
      }
      RecordingLine head = RecordingLine.parse(first);
      requireVersion(head);
      startedAt = Instant.parse(head.text("startedAt", 40)).toString();
      everySeconds = head.seconds("everySeconds");
      for (String text = next(in); text != null; text = next(in)) {
        add(event(RecordingLine.parse(text)));
      }
    } catch (CharacterCodingException e) {
      throw e;
    } catch (IOException | DateTimeException e) {
      String what = e instanceof IOException ? e.getMessage() : "startedAt is not a time";
      throw new IOException(
          file + ", line " + number + ", is not a line of a recording: " + what, e);
    }
    lines.sort(Comparator.comparingDouble(RecordedChange::at));
    return new DeploymentRecording(startedAt, everySeconds, lines);
  }

  private static void requireVersion(RecordingLine head) throws IOException {
    if (!head.text("covey", RecordingFormat.LINE_MAX).equals(RecordingFormat.KIND)) {
      throw new IOException("it does not identify itself as one");
    }
    long version = head.count("version");
    if (version != RecordingFormat.VERSION) {
      throw new IOException(
          "it has version "
              + version
              + ", but this program reads version "
              + RecordingFormat.VERSION);
    }
  }

  private void add(RecordedChange line) throws IOException {
    if (lines.size() == RecordingFormat.LINES_MAX) {
      throw new IOException("there are more than " + RecordingFormat.LINES_MAX + " lines");
    }
    lines.add(line);
    if (nodes.size() > RecordingFormat.NODES_MAX || shares.size() > RecordingFormat.SHARES_MAX) {
      throw new IOException(
          "there are more than "
              + RecordingFormat.NODES_MAX
              + " nodes or "
              + RecordingFormat.SHARES_MAX
              + " shares in it");
    }
  }

  private RecordedChange event(RecordingLine line) throws IOException {
    double at = line.seconds("at");
    String event = line.text(RecordingFormat.EVENT, RecordingFormat.LINE_MAX);
    return switch (event) {
      case "node" -> seen(at, line);
      case "gone" -> new RecordedChange.NodeGone(at, node(line));
      case "rates" ->
          new RecordedChange.Rates(
              at, node(line), line.count("upBytesPerSecond"), line.count("downBytesPerSecond"));
      case "directory" ->
          new RecordedChange.DirectorySeen(
              at, node(line), line.flag("answers"), line.flag("failedOver"));
      case "share" -> share(at, line);
      case "have" ->
          new RecordedChange.Held(
              at,
              node(line),
              shareName(line),
              line.word("state", RecordingFormat.STATES),
              line.count("haveBytes"));
      default -> throw new IOException("the event is unknown");
    };
  }

  private RecordedChange seen(double at, RecordingLine line) throws IOException {
    return new RecordedChange.NodeSeen(
        at,
        node(line),
        line.word("role", RecordingFormat.ROLES),
        line.word("mode", RecordingFormat.MODES),
        line.count("upLimitBytesPerSecond"),
        line.count("downLimitBytesPerSecond"));
  }

  private RecordedChange share(double at, RecordingLine line) throws IOException {
    long size = line.count("sizeBytes");
    long pieces = line.count("pieces");
    if (size < 1 || pieces < 1 || pieces > size) {
      throw new IOException("a share of " + size + " bytes in " + pieces + " pieces is impossible");
    }
    return new RecordedChange.ShareSeen(at, shareName(line), size, pieces);
  }

  private String node(RecordingLine line) throws IOException {
    return nodes.computeIfAbsent(line.name("node"), name -> name);
  }

  private String shareName(RecordingLine line) throws IOException {
    return shares.computeIfAbsent(line.name("share"), name -> name);
  }

  /** Returns the next complete line, without its end; null after the last one. */
  private @Nullable String next(BufferedReader in) throws IOException {
    number++;
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return line.toString();
      }
      line.append((char) c);
      if (line.length() > RecordingFormat.LINE_MAX) {
        throw new IOException("it is longer than " + RecordingFormat.LINE_MAX + " characters");
      }
    }
    return null;
  }
}
