package covey.tests.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Arrays;

/** How a command ended. */
public record Result(String title, int exitCode, String out, String err) {
  /** The same, after checking that it succeeded. */
  public Result succeeded() {
    assertThat(exitCode).as(toString()).isZero();
    return this;
  }

  /**
   * The one line on stderr, after checking that the exit code is one of {@code exitCodes}, that
   * there is one line and no stack trace, and nothing on stdout.
   */
  public String failedWith(Integer... exitCodes) {
    assertThat(exitCode).as(toString()).isIn((Object[]) exitCodes);
    assertThat(out).as(toString()).isEmpty();
    String[] lines = err.strip().split("\n");
    assertThat(lines).as(toString()).hasSize(1);
    assertThat(lines[0])
        .as(toString())
        .isNotBlank()
        .doesNotContain("Exception", "\tat ", "null")
        .matches(line -> line.chars().noneMatch(Character::isISOControl), "no control characters");
    return lines[0];
  }

  /** Checks that it was told to be used wrongly: exit code 2, the first line says why. */
  public String usedWrongly() {
    assertThat(exitCode).as(toString()).isEqualTo(2);
    assertThat(err).as(toString()).isNotBlank().doesNotContain("Exception", "\tat ");
    return err.lines().findFirst().orElseThrow();
  }

  /** The last line of stdout. */
  public String lastLine() {
    String[] lines = out.strip().split("\n");
    return lines[lines.length - 1].strip();
  }

  /** The link on stdout. */
  public String link() {
    return Arrays.stream(out.split("\\s+"))
        .filter(word -> word.startsWith("covey:"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no link: " + this));
  }

  /** Stdout as one JSON object. */
  public JsonObject json() {
    return JsonParser.parseString(out).getAsJsonObject();
  }

  /** Stdout as a JSON list. */
  public JsonArray jsonList() {
    return list(JsonParser.parseString(out));
  }

  /** A list, or the only list in an object. */
  static JsonArray list(JsonElement json) {
    if (json.isJsonArray()) {
      return json.getAsJsonArray();
    }
    return json.getAsJsonObject().asMap().values().stream()
        .filter(JsonElement::isJsonArray)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no list in " + json))
        .getAsJsonArray();
  }

  @Override
  public String toString() {
    return "%s -> exit code %d\n-- stdout\n%s\n-- stderr\n%s".formatted(title, exitCode, out, err);
  }
}
