package covey.tests.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.Arrays;

/** The exit code and the output of a command. */
public record Result(String title, int exitCode, String out, String err) {
  /** Checks that the command succeeded; returns this. */
  public Result succeeded() {
    assertThat(exitCode).as(toString()).isZero();
    return this;
  }

  /**
   * Checks that the exit code is one of {@code exitCodes}, that stderr has one line without a stack
   * trace, and that stdout is empty; returns that line.
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

  /** Checks for exit code 2, which means wrong usage; returns the first line of stderr. */
  public String usedWrongly() {
    assertThat(exitCode).as(toString()).isEqualTo(2);
    assertThat(err).as(toString()).isNotBlank().doesNotContain("Exception", "\tat ");
    return err.lines().findFirst().orElseThrow();
  }

  /** Returns the last line of stdout. */
  public String lastLine() {
    String[] lines = out.strip().split("\n");
    return lines[lines.length - 1].strip();
  }

  /** Returns the link on stdout. */
  public String link() {
    return Arrays.stream(out.split("\\s+"))
        .filter(word -> word.startsWith("covey:"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no link: " + this));
  }

  /** Parses stdout as one JSON object. */
  public JsonObject json() {
    return JsonParser.parseString(out).getAsJsonObject();
  }

  /** Parses stdout as a JSON list. */
  public JsonArray jsonList() {
    return list(JsonParser.parseString(out));
  }

  /** Returns a list, or the only list in an object. */
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
