package covey.node.cli.lab;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options for updating a folder in {@code covey compare}. */
final class UpdateOptions {
  private static final double USUAL = 0.1;

  @Option(
      names = "--update",
      fallbackValue = "true",
      description =
          "Also measure an update in every mode, with the most nodes: change part of a folder (a"
              + " copy of --path, or 64 files of --size in total), share it again, and let every"
              + " node fetch it.")
  private boolean update;

  @Option(
      names = "--changed",
      paramLabel = "PART",
      converter = Part.class,
      description = "With --update, how much of the folder changes; default: 10%%.")
  private @Nullable Double changed;

  /** Returns the part that changes, more than 0 and at most 1; empty without an update. */
  Optional<Double> changedPart() {
    if (!update && changed == null) {
      return Optional.empty();
    }
    return Optional.of(changed == null ? USUAL : changed);
  }

  /** Converts a part, such as {@code 10%} or {@code 0.5%}. */
  static final class Part implements ITypeConverter<Double> {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,6})?)%");

    @Override
    public Double convert(String text) {
      Matcher matcher = FORM.matcher(text.strip());
      double part = matcher.matches() ? Double.parseDouble(matcher.group(1)) / 100 : 0;
      if (part <= 0 || part > 1) {
        throw new TypeConversionException(
            "invalid part '" + text + "': expected more than 0% and at most 100%, such as 10%");
      }
      return part;
    }
  }
}
