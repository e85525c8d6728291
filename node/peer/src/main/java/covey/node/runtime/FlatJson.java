package covey.node.runtime;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
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
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * JSON of records whose parts are records too, as one flat object: the keys of a component marked
 * {@link Flat} stand among those of the record around it. For {@code @JsonAdapter}.
 */
public final class FlatJson implements TypeAdapterFactory {
  /** The component's keys belong to the record around it. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  @interface Flat {}

  @Override
  public @Nullable <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
    Class<? super T> raw = type.getRawType();
    return raw.isRecord() ? new Adapter<>(new Shape(gson, raw)) : null;
  }

  /** One component: a value under its name, or a record whose components are written in place. */
  private record Part(RecordComponent component, TypeAdapter<Object> value, @Nullable Shape flat) {
    @Nullable Object of(Object record) {
      return call(component, record);
    }
  }

  /** How a record type is written and read. */
  private static final class Shape {
    private final Class<?> type;
    private final List<Part> parts = new ArrayList<>();

    Shape(Gson gson, Class<?> type) {
      this.type = type;
      for (RecordComponent each : type.getRecordComponents()) {
        @SuppressWarnings("unchecked")
        TypeAdapter<Object> value =
            (TypeAdapter<Object>) gson.getAdapter(TypeToken.get(each.getGenericType()));
        boolean flat = each.isAnnotationPresent(Flat.class);
        parts.add(new Part(each, value, flat ? new Shape(gson, each.getType()) : null));
      }
    }

    void write(JsonWriter out, Object record) throws IOException {
      for (Part part : parts) {
        @Nullable Object value = part.of(record);
        if (part.flat != null && value != null) {
          part.flat.write(out, value);
        } else {
          out.name(part.component.getName());
          part.value.write(out, value);
        }
      }
    }

    Object read(JsonObject object) {
      Object[] values = new Object[parts.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = read(parts.get(i), object);
      }
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      try {
        var constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(values);
      } catch (InvocationTargetException e) {
        throw new JsonSyntaxException("cannot make a " + type.getSimpleName(), e.getCause());
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    private static @Nullable Object read(Part part, JsonObject object) {
      if (part.flat != null) {
        return part.flat.read(object);
      }
      var json = object.get(part.component.getName());
      @Nullable Object value = json == null ? null : part.value.fromJsonTree(json);
      return value == null ? absent(part.component.getType()) : value;
    }

    private static @Nullable Object absent(Class<?> type) {
      return type.isPrimitive()
          ? java.lang.reflect.Array.get(java.lang.reflect.Array.newInstance(type, 1), 0)
          : null;
    }
  }

  private static @Nullable Object call(RecordComponent component, Object record) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Adapter<T> extends TypeAdapter<T> {
    private final Shape shape;

    Adapter(Shape shape) {
      this.shape = shape;
    }

    @Override
    public void write(JsonWriter out, @Nullable T value) throws IOException {
      if (value == null) {
        out.nullValue();
        return;
      }
      out.beginObject();
      shape.write(out, value);
      out.endObject();
    }

    @SuppressWarnings("unchecked")
    @Override
    public @Nullable T read(JsonReader in) throws IOException {
      var json = JsonParser.parseReader(in);
      if (json.isJsonNull()) {
        return null;
      }
      if (!json.isJsonObject()) {
        throw new JsonSyntaxException("expected an object");
      }
      return (T) shape.read(json.getAsJsonObject());
    }
  }
}
