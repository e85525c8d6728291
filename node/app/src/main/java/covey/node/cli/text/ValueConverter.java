package covey.node.cli.text;

import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts an option's value with a parser whose IllegalArgumentException is for the user. */
public abstract class ValueConverter<T> implements ITypeConverter<T> {
  private final Function<String, T> parser;

  protected ValueConverter(Function<String, T> parser) {
    this.parser = parser;
  }

  @Override
  public final T convert(String text) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }
}
