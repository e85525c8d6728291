package covey.node.report;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import covey.node.compare.Flattened;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes and reads records with {@link Flattened} components as one flat object. */
final class FlatRecords implements TypeAdapterFactory {
  @Override
  public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    Class<?> raw = type.getRawType();
    if (!raw.isRecord()
        || Arrays.stream(raw.getRecordComponents()).noneMatch(FlatRecords::isFlattened)) {
      return null;
    }
    return new Adapter<>(
        List.of(raw.getRecordComponents()),
        gson.getDelegateAdapter(this, type),
        gson.getAdapter(JsonElement.class));
  }

  /** The components that have a key in the object of a record, in their order. */
  static Stream<RecordComponent> keys(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .flatMap(one -> isFlattened(one) ? keys(one.getType()) : Stream.of(one));
  }

  /** Reports whether a component's own components stand in its place. */
  static boolean isFlattened(RecordComponent component) {
    return component.isAnnotationPresent(Flattened.class);
  }

  private static final class Adapter<T> extends TypeAdapter<T> {
    private final List<RecordComponent> components;
    private final TypeAdapter<T> nested;
    private final TypeAdapter<JsonElement> tree;

    Adapter(
        List<RecordComponent> components, TypeAdapter<T> nested, TypeAdapter<JsonElement> tree) {
      this.components = components;
      this.nested = nested;
      this.tree = tree;
    }

    @Override
    public void write(JsonWriter out, T value) throws IOException {
      JsonObject deep = nested.toJsonTree(value).getAsJsonObject();
      JsonObject flat = new JsonObject();
      for (RecordComponent component : components) {
        JsonElement element = deep.get(component.getName());
        if (isFlattened(component)) {
          flat.asMap().putAll(element.getAsJsonObject().asMap());
        } else {
          flat.add(component.getName(), element);
        }
      }
      tree.write(out, flat);
    }

    @Override
    public T read(JsonReader in) throws IOException {
      JsonObject flat = tree.read(in).getAsJsonObject();
      JsonObject deep = new JsonObject();
      for (RecordComponent component : components) {
        deep.add(
            component.getName(),
            isFlattened(component)
                ? part(flat, component.getType())
                : flat.get(component.getName()));
      }
      return nested.fromJsonTree(deep);
    }

    private static JsonObject part(JsonObject flat, Class<?> type) {
      JsonObject part = new JsonObject();
      keys(type).forEach(key -> part.add(key.getName(), flat.get(key.getName())));
      return part;
    }
  }
}
