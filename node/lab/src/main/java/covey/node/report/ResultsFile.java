package covey.node.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.Strictness;
import covey.node.compare.Results;
import covey.node.runtime.FlatJson;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** {@code results.json}: all results of a comparison. Reading returns exactly what was written. */
public final class ResultsFile {
  private static final Gson GSON =
      new GsonBuilder()
          .registerTypeAdapterFactory(new FlatJson())
          .serializeNulls()
          .setStrictness(Strictness.STRICT)
          .create();

  /** Lists that are missing in documents of earlier versions. */
  private static final List<String> LATER_LISTS = List.of("updates", "skipped", "replayed");

  private ResultsFile() {}

  /**
   * Writes the file atomically, and replaces an older one.
   *
   * @throws IOException if it cannot be written, or a figure is not a finite number
   */
  public static void write(Path file, Results results) throws IOException {
    String text;
    try {
      text = GSON.toJson(results);
    } catch (IllegalArgumentException e) {
      throw new IOException("a result is not a finite number: " + e.getMessage(), e);
    }
    AtomicFile.write(file, text + "\n");
  }

  /**
   * Reads what {@link #write} wrote; ignores unknown keys.
   *
   * @throws IOException with a one-line message if the file does not exist, is not JSON or has no
   *     such results
   */
  public static Results read(Path file) throws IOException {
    String text = text(file);
    try {
      JsonElement document = document(text);
      DocumentSchema.check(document, Results.class);
      return GSON.fromJson(document, Results.class);
    } catch (JsonParseException | IllegalStateException e) {
      throw new IOException(file + " is not a results.json: " + oneLine(e), e);
    }
  }

  private static JsonElement document(String text) {
    JsonElement document;
    try {
      document = GSON.fromJson(text, JsonElement.class);
    } catch (JsonParseException e) {
      throw new JsonParseException("it is not JSON", e);
    }
    if (document == null) {
      throw new JsonParseException("it is empty");
    }
    if (document instanceof JsonObject object) {
      LATER_LISTS.stream()
          .filter(key -> !object.has(key))
          .forEach(key -> object.add(key, new JsonArray()));
    }
    return document;
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new IOException(file + " does not exist", e);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is not a results.json: it is not UTF-8", e);
    }
  }

  private static String oneLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
