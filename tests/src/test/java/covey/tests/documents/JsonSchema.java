package covey.tests.documents;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Checks JSON against a schema, as far as docs/openapi.json uses schemas: types, enums, minimum,
 * properties, items and references.
 */
final class JsonSchema {
  private static final String REFERENCE = "#/components/schemas/";

  private final JsonObject schemas;
  private final TreeSet<String> used = new TreeSet<>();
  private final List<String> problems = new ArrayList<>();

  /** With the schemas that can be referred to. */
  JsonSchema(JsonObject schemas) {
    this.schemas = schemas;
  }

  /** Names of the schemas against which something was checked. */
  TreeSet<String> used() {
    return used;
  }

  /** What is wrong with the value; empty if nothing. */
  List<String> problems(JsonElement value, JsonObject schema) {
    problems.clear();
    check("$", value, schema);
    return List.copyOf(problems);
  }

  private void check(String where, JsonElement value, JsonObject schema) {
    if (schema.has("$ref")) {
      String name = schema.get("$ref").getAsString().substring(REFERENCE.length());
      used.add(name);
      check(where, value, schemas.getAsJsonObject(name));
      return;
    }
    if (!types(schema).contains(typeOf(value)) && !isWholeNumber(value, schema)) {
      problems.add(where + " is " + value + ", not of type " + types(schema));
      return;
    }
    if (schema.has("enum") && !schema.getAsJsonArray("enum").contains(value)) {
      problems.add(where + " is " + value + ", not one of " + schema.get("enum"));
    }
    if (schema.has("minimum") && value.getAsDouble() < schema.get("minimum").getAsDouble()) {
      problems.add(where + " is " + value + ", less than " + schema.get("minimum"));
    }
    if (value.isJsonObject()) {
      checkKeys(where, value.getAsJsonObject(), schema);
    } else if (value.isJsonArray()) {
      for (JsonElement item : value.getAsJsonArray()) {
        check(where + "[]", item, schema.getAsJsonObject("items"));
      }
    }
  }

  private void checkKeys(String where, JsonObject value, JsonObject schema) {
    JsonObject properties = schema.getAsJsonObject("properties");
    for (JsonElement required : schema.getAsJsonArray("required")) {
      if (!value.has(required.getAsString())) {
        problems.add(where + " lacks " + required);
      }
    }
    for (String key : value.keySet()) {
      if (properties.has(key)) {
        check(where + "." + key, value.get(key), properties.getAsJsonObject(key));
      } else {
        problems.add(where + " has the undocumented key " + key);
      }
    }
  }

  private static List<String> types(JsonObject schema) {
    JsonElement type = schema.get("type");
    return type.isJsonArray()
        ? type.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList()
        : List.of(type.getAsString());
  }

  private static boolean isWholeNumber(JsonElement value, JsonObject schema) {
    return typeOf(value).equals("integer") && types(schema).contains("number");
  }

  private static String typeOf(JsonElement value) {
    if (value instanceof JsonPrimitive primitive) {
      if (primitive.isBoolean()) {
        return "boolean";
      }
      if (primitive.isString()) {
        return "string";
      }
      return primitive.getAsString().matches("-?\\d+") ? "integer" : "number";
    }
    return value.isJsonNull() ? "null" : value.isJsonArray() ? "array" : "object";
  }
}
