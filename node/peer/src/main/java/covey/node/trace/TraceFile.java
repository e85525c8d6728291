package covey.node.trace;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A recording as JSON Lines: a header, the parties (the last line of each counts), the events, and
 * the number of missing messages. A truncated file is read as far as possible.
 */
public final class TraceFile {
  private static final Gson GSON = new Gson();
  private static final int MOST_LINES = 1_000_000;
  private static final long MOST_BYTES = 128L << 20;
  private static final int MOST_PARTIES = 10_000;

  private TraceFile() {}

  /** Writes the file, and replaces an older one. */
  public static void write(Path file, Trace recording) throws IOException {
    try (Writer out = Files.newBufferedWriter(file)) {
      writeHead(out, recording);
      writeParties(out, recording.parties());
      writeEvents(out, recording.events());
      writeEnd(out, recording);
    }
  }

  static void writeHead(Writer out, Trace recording) throws IOException {
    JsonObject head = new JsonObject();
    head.addProperty("recording", 1);
    head.addProperty("title", recording.title());
    head.addProperty("startedAt", recording.startedAt());
    line(out, head);
  }

  static void writeParties(Writer out, List<Party> parties) throws IOException {
    for (Party party : parties) {
      JsonObject line = new JsonObject();
      line.addProperty("party", party.number());
      line.addProperty("node", party.node());
      line.addProperty("address", party.address());
      JsonArray roles = new JsonArray();
      party.roles().forEach(roles::add);
      line.add("roles", roles);
      if (!party.name().isEmpty()) {
        line.addProperty("name", party.name());
      }
      line(out, line);
    }
  }

  static void writeEvents(Writer out, List<Event> events) throws IOException {
    for (Event event : events) {
      JsonObject line = new JsonObject();
      line.addProperty("seconds", rounded(event.seconds()));
      if (event.untilSeconds() > event.seconds()) {
        line.addProperty("untilSeconds", rounded(event.untilSeconds()));
      }
      line.addProperty("way", event.way().name().toLowerCase(Locale.ROOT));
      line.addProperty("with", event.party());
      line.addProperty("kind", event.kind());
      if (!event.text().isEmpty()) {
        line.addProperty("text", event.text());
      }
      addUnless(line, "count", event.sum().count(), 1);
      addUnless(line, "payloadBytes", event.sum().payloadBytes(), 0);
      addUnless(line, "amount", event.sum().amount(), 0);
      line(out, line);
    }
  }

  static void writeEnd(Writer out, Trace recording) throws IOException {
    JsonObject end = new JsonObject();
    end.addProperty("missing", recording.missing());
    line(out, end);
  }

  private static void addUnless(JsonObject line, String key, long value, long usual) {
    if (value != usual) {
      line.addProperty(key, value);
    }
  }

  private static double rounded(double seconds) {
    return Math.round(seconds * 1e6) / 1e6;
  }

  private static void line(Writer out, JsonObject line) throws IOException {
    out.write(GSON.toJson(line));
    out.write('\n');
  }

  /**
   * Reads a file; if it has several recordings, the last one. Throws an IOException with a one-line
   * message if it does not exist or is not a recording.
   */
  public static Trace read(Path file) throws IOException {
    Reading reading = new Reading();
    int number = 0;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException(file + " is too large for a recording: more than 128 MiB");
      }
      try (BufferedReader lines = Files.newBufferedReader(file)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          if (++number > MOST_LINES) {
            throw new IOException(file + " has more than " + MOST_LINES + " lines");
          }
          // Only the last line may be truncated, if the node was killed while writing it.
          if (!reading.take(line) && lines.readLine() != null) {
            throw new JsonParseException("it is not JSON");
          }
        }
      }
      return reading.recording();
    } catch (NoSuchFileException e) {
      throw new IOException(file + " does not exist", e);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not a recording: it is not UTF-8", e);
    } catch (JsonParseException e) {
      String line = number == 0 ? "" : ", line " + number;
      throw new IOException(file + line + " is not a recording: " + e.getMessage(), e);
    }
  }

  /** Builds a recording from lines. */
  private static final class Reading {
    private final SortedMap<Integer, Party> parties = new TreeMap<>();
    private final List<Event> events = new ArrayList<>();
    private String title = "";
    private String startedAt = "";
    private long missing;

    /** Takes a line. Returns false if it is truncated. */
    boolean take(String line) {
      JsonElement parsed;
      try {
        parsed = JsonParser.parseString(line);
      } catch (JsonParseException e) {
        if (startedAt.isEmpty()) {
          throw new JsonParseException("it is not JSON", e);
        }
        return false;
      }
      if (!(parsed instanceof JsonObject object)) {
        throw new JsonParseException("a line is not an object");
      }
      take(object);
      return true;
    }

    private void take(JsonObject line) {
      if (line.has("recording")) {
        head(line);
      } else if (startedAt.isEmpty()) {
        throw new JsonParseException("the header is missing");
      } else if (line.has("party")) {
        party(line);
      } else if (line.has("seconds")) {
        events.add(event(line));
      } else if (line.has("missing")) {
        missing = number(line, "missing", 0);
      }
    }

    private void head(JsonObject line) {
      title = text(line, "title");
      startedAt = text(line, "startedAt");
      try {
        Instant.parse(startedAt);
      } catch (DateTimeException e) {
        throw new JsonParseException("startedAt is not a time", e);
      }
      parties.clear();
      events.clear();
      missing = 0;
    }

    private void party(JsonObject line) {
      int number = (int) within("party", number(line, "party", 0), MOST_PARTIES);
      List<String> roles = new ArrayList<>();
      if (line.get("roles") instanceof JsonArray given) {
        for (JsonElement role : given) {
          if (role instanceof JsonPrimitive word && roles.size() < 8) {
            roles.add(word.getAsString());
          }
        }
      }
      parties.put(
          number,
          new Party(number, text(line, "node"), text(line, "address"), roles, text(line, "name")));
    }

    private static Event event(JsonObject line) {
      double seconds = seconds(line, "seconds", 0);
      Direction way;
      try {
        way = Direction.valueOf(text(line, "way").toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new JsonParseException("way is not one of sent, received, lost, note", e);
      }
      return new Event(
          seconds,
          Math.max(seconds, seconds(line, "untilSeconds", seconds)),
          way,
          (int) within("with", number(line, "with", 0), MOST_PARTIES),
          text(line, "kind"),
          text(line, "text"),
          new MessageTotals(
              within("count", number(line, "count", 1), Integer.MAX_VALUE),
              number(line, "payloadBytes", 0),
              number(line, "amount", 0)));
    }

    Trace recording() {
      if (startedAt.isEmpty()) {
        throw new JsonParseException("it is empty");
      }
      int most = parties.isEmpty() ? 0 : parties.lastKey();
      for (Event event : events) {
        most = Math.max(most, event.party());
      }
      List<Party> all = new ArrayList<>();
      for (int i = 0; i <= most; i++) {
        all.add(parties.getOrDefault(i, new Party(i, "", "", List.of(), "")));
      }
      return new Trace(title, startedAt, all, events, missing);
    }

    private static String text(JsonObject line, String key) {
      return line.get(key) instanceof JsonPrimitive value && value.isString()
          ? value.getAsString()
          : "";
    }

    private static double seconds(JsonObject line, String key, double otherwise) {
      if (!line.has(key)) {
        return otherwise;
      }
      double value =
          line.get(key) instanceof JsonPrimitive given && given.isNumber()
              ? given.getAsDouble()
              : Double.NaN;
      if (!(value >= 0 && value < 1e12)) {
        throw new JsonParseException(key + " is not a time of 0 or more");
      }
      return value;
    }

    private static long number(JsonObject line, String key, long otherwise) {
      if (!line.has(key)) {
        return otherwise;
      }
      try {
        long value = line.get(key).getAsBigDecimal().longValueExact();
        return within(key, value, Long.MAX_VALUE);
      } catch (ArithmeticException | NumberFormatException | IllegalStateException e) {
        throw new JsonParseException(key + " is not a whole number", e);
      }
    }

    private static long within(String key, long value, long most) {
      if (value < 0 || value > most) {
        throw new JsonParseException(key + " is not between 0 and " + most);
      }
      return value;
    }
  }
}
