package covey.node.runtime;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonSyntaxException;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * JSON of records whose parts are records too, as one flat object: the keys of a component marked
 * {@link Flat} stand among those of the record around it. For {@code @JsonAdapter}, or registered
 * with a Gson.
 */
public final class FlatJson implements TypeAdapterFactory {
  /** The component's keys belong to the record around it. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Flat {}

  @Override
  public <T> @Nullable TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    Class<?> raw = type.getRawType();
    if (!raw.isRecord() || Arrays.stream(raw.getRecordComponents()).noneMatch(FlatJson::isFlat)) {
      return null;
    }
    return new Adapter<>(
        List.of(raw.getRecordComponents()),
        gson.getDelegateAdapter(this, type),
        gson.getAdapter(JsonElement.class));
  }

  /** Returns the components that have a key in the object of a record, in their order. */
  public static Stream<RecordComponent> keys(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .flatMap(each -> isFlat(each) ? keys(each.getType()) : Stream.of(each));
  }

  private static boolean isFlat(RecordComponent component) {
    return component.isAnnotationPresent(Flat.class);
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
        if (isFlat(component)) {
          flat.asMap().putAll(element.getAsJsonObject().asMap());
        } else {
          flat.add(component.getName(), element);
        }
      }
      tree.write(out, flat);
    }

    @Override
    public T read(JsonReader in) throws IOException {
      if (!(tree.read(in) instanceof JsonObject flat)) {
        throw new JsonSyntaxException("expected an object");
      }
      // A primitive component whose key is null is 0, as if the key were missing.
      flat.asMap().values().removeIf(JsonElement::isJsonNull);
      JsonObject deep = new JsonObject();
      for (RecordComponent component : components) {
        if (isFlat(component)) {
          deep.add(component.getName(), part(flat, component.getType()));
        } else if (flat.has(component.getName())) {
          deep.add(component.getName(), flat.get(component.getName()));
        }
      }
      return nested.fromJsonTree(deep);
    }

    private static JsonObject part(JsonObject flat, Class<?> type) {
      JsonObject part = new JsonObject();
      keys(type)
          .map(RecordComponent::getName)
          .filter(flat::has)
          .forEach(key -> part.add(key, flat.get(key)));
      return part;
    }
  }
}
