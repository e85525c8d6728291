package covey.node.replay;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/** One line of a recording file, whose values are checked for type and range. */
final class RecordingLine {
  private static final Pattern NAME = Pattern.compile("[nts][1-9][0-9]{0,5}");

  /** More digits are never written, and may be expensive to parse. */
  private static final int DIGITS_MAX = 30;

  private final JsonObject object;

  private RecordingLine(JsonObject object) {
    this.object = object;
  }

  /** Parses a line. Throws an IOException that says in a few words what is wrong. */
  static RecordingLine parse(String text) throws IOException {
    try {
      if (JsonParser.parseString(text) instanceof JsonObject object) {
        return new RecordingLine(object);
      }
    } catch (JsonParseException e) {
      throw new IOException("it is not JSON", e);
    }
    throw new IOException("it is not a JSON object");
  }

  /** Returns a string of at most {@code charsMax} characters. */
  String text(String key, int charsMax) throws IOException {
    JsonPrimitive value = primitive(key);
    if (!value.isString() || value.getAsString().length() > charsMax) {
      throw new IOException(key + " is not a string, or too long");
    }
    return value.getAsString();
  }

  /** Returns the name of a node or share, as the recorder assigns it. */
  String name(String key) throws IOException {
    String name = text(key, RecordingFormat.LINE_MAX);
    if (!NAME.matcher(name).matches()) {
      throw new IOException(key + " is not a name such as n1, t1 or s1");
    }
    return name;
  }

  /** Returns one of the given words. */
  String word(String key, List<String> words) throws IOException {
    int place = words.indexOf(text(key, RecordingFormat.LINE_MAX));
    if (place < 0) {
      throw new IOException(key + " is not one of " + String.join(", ", words));
    }
    return words.get(place);
  }

  boolean flag(String key) throws IOException {
    JsonPrimitive value = primitive(key);
    if (!value.isBoolean()) {
      throw new IOException(key + " is neither true nor false");
    }
    return value.getAsBoolean();
  }

  /** Returns a time, 0 to a year. */
  double seconds(String key) throws IOException {
    double value = number(key).doubleValue();
    if (!(value >= 0 && value <= RecordingFormat.SECONDS_MAX)) {
      throw new IOException(key + " is not a time between 0 and a year");
    }
    return value;
  }

  /** Returns a whole number, 0 to 2^52. */
  long count(String key) throws IOException {
    try {
      long value = number(key).longValueExact();
      if (value >= 0 && value <= RecordingFormat.BYTES_MAX) {
        return value;
      }
    } catch (ArithmeticException e) {
      throw new IOException(key + " is not a whole number from 0 to 2^52", e);
    }
    throw new IOException(key + " is not a whole number from 0 to 2^52");
  }

  private BigDecimal number(String key) throws IOException {
    JsonPrimitive value = primitive(key);
    if (!value.isNumber() || value.getAsString().length() > DIGITS_MAX) {
      throw new IOException(key + " is not a number");
    }
    try {
      BigDecimal number = new BigDecimal(value.getAsString());
      // 1e999999999 is short, but huge in decimal notation.
      if (Math.abs((long) number.scale()) <= DIGITS_MAX) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IOException(key + " is not a number", e);
    }
    throw new IOException(key + " is out of range");
  }

  private JsonPrimitive primitive(String key) throws IOException {
    JsonElement value = object.get(key);
    if (value == null) {
      throw new IOException(key + " is missing");
    }
    if (value instanceof JsonPrimitive primitive) {
      return primitive;
    }
    throw new IOException(key + " is not a string, number or boolean");
  }
}
