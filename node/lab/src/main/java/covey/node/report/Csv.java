package covey.node.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import covey.node.runtime.FlatJson;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tables for programs (RFC 4180): a header with the keys of {@code results.json}, and one line for
 * each record.
 */
final class Csv {
  private static final Gson GSON =
      new GsonBuilder().registerTypeAdapterFactory(new FlatJson()).serializeNulls().create();

  private Csv() {}

  /** Returns the table of records, without the lists of the document; null becomes empty. */
  static <R extends Record> String of(Class<R> type, List<R> records) {
    List<String> keys =
        FlatJson.keys(type)
            .filter(component -> component.getType() != List.class)
            .map(RecordComponent::getName)
            .toList();
    StringBuilder text = new StringBuilder(line(keys));
    for (R one : records) {
      JsonObject values = GSON.toJsonTree(one).getAsJsonObject();
      text.append(line(keys.stream().map(key -> cell(values.get(key))).toList()));
    }
    return text.toString();
  }

  private static String cell(JsonElement value) {
    return value.isJsonNull() ? "" : value.getAsString();
  }

  private static String line(List<String> cells) {
    return cells.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\r\n"));
  }

  private static String quoted(String cell) {
    return cell.matches("[^\",\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
