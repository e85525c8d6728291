package covey.node.report;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import covey.node.runtime.FlatJson;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a document has all keys of a record, with the right types. Gson itself would set
 * missing components to null. Only boxed components may be missing or null.
 */
final class DocumentSchema {
  private static final String WHOLE = "the document";

  /** Keys missing in documents of earlier versions, which the records replace. */
  private static final Set<String> LATER = Set.of("links.upsBytesPerSecond");

  private DocumentSchema() {}

  /** Throws a JsonParseException that says in one line what is wrong, and where. */
  static void check(JsonElement document, Class<? extends Record> type) {
    check(document, type, WHOLE);
  }

  private static void check(@Nullable JsonElement value, Type type, String where) {
    if (value == null || value.isJsonNull()) {
      boolean isBoxed = type == Double.class || type == Long.class;
      if (!isBoxed && !LATER.contains(where)) {
        throw new JsonParseException(where + " is missing");
      }
    } else if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      checkList(value, list.getActualTypeArguments()[0], where);
    } else if (type instanceof Class<?> c && c.isRecord()) {
      checkRecord(value, c, where);
    } else if (!fits(value, type)) {
      throw new JsonParseException(where + " is not " + name(type));
    }
  }

  private static void checkList(JsonElement value, Type of, String where) {
    if (!(value instanceof JsonArray array)) {
      throw new JsonParseException(where + " is not a list");
    }
    for (int i = 0; i < array.size(); i++) {
      String place = where + "[" + i + "]";
      if (array.get(i).isJsonNull()) {
        throw new JsonParseException(place + " is missing");
      }
      check(array.get(i), of, place);
    }
  }

  private static void checkRecord(JsonElement value, Class<?> type, String where) {
    if (!value.isJsonObject()) {
      throw new JsonParseException(where + " is not an object");
    }
    String prefix = where.equals(WHOLE) ? "" : where + ".";
    FlatJson.keys(type)
        .forEach(
            component ->
                check(
                    value.getAsJsonObject().get(component.getName()),
                    component.getGenericType(),
                    prefix + component.getName()));
  }

  private static boolean fits(JsonElement value, Type type) {
    if (!(value instanceof JsonPrimitive primitive)) {
      return false;
    } else if (type == String.class) {
      return primitive.isString();
    } else if (type == boolean.class) {
      return primitive.isBoolean();
    } else {
      return primitive.isNumber() && isInRange(primitive.getAsString(), type);
    }
  }

  private static boolean isInRange(String number, Type type) {
    try {
      if (type == int.class) {
        return new BigDecimal(number).intValueExact() >= 0;
      } else if (type == long.class || type == Long.class) {
        return new BigDecimal(number).longValueExact() >= 0;
      } else {
        double value = Double.parseDouble(number);
        return value >= 0 && value <= Double.MAX_VALUE;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      return false;
    }
  }

  private static String name(Type type) {
    if (type == String.class) {
      return "a string";
    } else if (type == boolean.class) {
      return "true or false";
    } else if (type == int.class || type == long.class || type == Long.class) {
      return "a whole number of 0 or more";
    } else {
      return "a number of 0 or more";
    }
  }
}
