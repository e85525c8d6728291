package covey.node.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The JSON object in a request; unknown keys and wrong types are errors, never ignored. */
final class JsonBody {
  private final JsonObject object;

  private JsonBody(JsonObject object) {
    this.object = object;
  }

  static JsonBody parse(byte[] bytes, List<String> keys) throws HttpProblem {
    JsonElement element;
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      JsonReader reader = new JsonReader(new StringReader(text));
      reader.setStrictness(Strictness.STRICT);
      element = JsonParser.parseReader(reader);
      if (reader.peek() != JsonToken.END_DOCUMENT) {
        throw HttpProblem.badRequest("the body must be one JSON object");
      }
    } catch (CharacterCodingException e) {
      throw HttpProblem.badRequest("the body is not UTF-8");
    } catch (JsonParseException | IOException | IllegalStateException e) {
      throw HttpProblem.badRequest("the body is not JSON");
    }
    if (!element.isJsonObject()) {
      throw HttpProblem.badRequest("the body must be a JSON object");
    }
    JsonObject object = element.getAsJsonObject();
    if (!keys.containsAll(object.keySet())) {
      throw HttpProblem.badRequest("unknown key in the body; expected " + String.join(", ", keys));
    }
    return new JsonBody(object);
  }

  boolean has(String key) {
    return object.has(key) && !object.get(key).isJsonNull();
  }

  Optional<String> text(String key) throws HttpProblem {
    return has(key) ? Optional.of(textOf(key, object.get(key))) : Optional.empty();
  }

  /** Returns an absolute path; rejects a relative one, since the client cannot know its base. */
  Optional<Path> path(String key) throws HttpProblem {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path path = Path.of(text.get());
      if (path.isAbsolute()) {
        return Optional.of(path.normalize());
      }
    } catch (InvalidPathException e) {
      // not a path at all: rejected below
    }
    throw HttpProblem.badRequest("\"" + key + "\" must be an absolute path");
  }

  List<String> texts(String key) throws HttpProblem {
    if (!has(key)) {
      return List.of();
    }
    if (!object.get(key).isJsonArray()) {
      throw HttpProblem.badRequest("\"" + key + "\" must be an array of strings");
    }
    List<String> texts = new ArrayList<>();
    for (JsonElement element : object.get(key).getAsJsonArray()) {
      texts.add(textOf(key, element));
    }
    return List.copyOf(texts);
  }

  /** Returns true if the key is present and true. */
  boolean flag(String key) throws HttpProblem {
    if (!has(key)) {
      return false;
    }
    if (object.get(key) instanceof JsonPrimitive value && value.isBoolean()) {
      return value.getAsBoolean();
    }
    throw HttpProblem.badRequest("\"" + key + "\" must be true or false");
  }

  /** Returns an integer of at least 0. */
  Optional<Long> count(String key) throws HttpProblem {
    if (!has(key)) {
      return Optional.empty();
    }
    if (object.get(key) instanceof JsonPrimitive value && value.isNumber()) {
      try {
        long count = value.getAsBigDecimal().longValueExact();
        if (count >= 0) {
          return Optional.of(count);
        }
      } catch (ArithmeticException | NumberFormatException e) {
        // a fraction, or too large: rejected below
      }
    }
    throw HttpProblem.badRequest("\"" + key + "\" must be an integer of at least 0");
  }

  private static String textOf(String key, JsonElement element) throws HttpProblem {
    if (element instanceof JsonPrimitive value
        && value.isString()
        && !value.getAsString().isEmpty()) {
      return value.getAsString();
    }
    throw HttpProblem.badRequest("\"" + key + "\" must be a string that is not empty");
  }
}
